//! The clouds that Graph runs in, as data.

use crate::ConfigError;
use crate::http::address;
use reqwest::Url;
use std::borrow::Cow;

type Text = Cow<'static, str>;

/// A cloud that Graph runs in: the addresses of requests and logins, and the signers of notifications.
///
/// A constant can be extended: in government clouds, keys were seen that are in none of the published documents.
///
/// ```
/// use comms_live::Cloud;
/// let cloud = Cloud::US_GOV.key_document("https://keys.example.com/.well-known/openid-configuration");
/// assert_eq!(cloud.key_documents().len(), 3);
/// assert_eq!(Cloud::named("us-gov").map(|cloud| cloud.graph().to_owned()), Some("https://graph.microsoft.us/v1.0".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloud {
    name: Text,
    graph: Text,
    login: Text,
    scope: Text,
    key_documents: Cow<'static, [Text]>,
    issuers: Cow<'static, [Text]>,
}

impl Cloud {
    /// The cloud that most tenants are in.
    pub const PUBLIC: Self = Self {
        name: Text::Borrowed("public"),
        graph: Text::Borrowed("https://graph.microsoft.com/v1.0"),
        login: Text::Borrowed("https://login.microsoftonline.com"),
        scope: Text::Borrowed("https://graph.microsoft.com/.default"),
        key_documents: Cow::Borrowed(&[
            Text::Borrowed("https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration"),
            Text::Borrowed("https://login.botframework.com/v1/.well-known/openidconfiguration"),
        ]),
        issuers: Cow::Borrowed(&[
            Text::Borrowed("https://graph.microsoft.com"),
            Text::Borrowed("https://api.botframework.com"),
        ]),
    };

    /// The cloud of the US government, L4 (GCC High).
    pub const US_GOV: Self = Self {
        name: Text::Borrowed("us-gov"),
        graph: Text::Borrowed("https://graph.microsoft.us/v1.0"),
        login: Text::Borrowed("https://login.microsoftonline.us"),
        scope: Text::Borrowed("https://graph.microsoft.us/.default"),
        key_documents: Cow::Borrowed(&[
            Text::Borrowed("https://apigcch.botframework.azure.us/v1/.well-known/OpenIdConfiguration"),
            Text::Borrowed("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
        ]),
        issuers: US_GOV_ISSUERS,
    };

    /// The cloud of the US government, L5 (Department of Defense).
    pub const US_GOV_DOD: Self = Self {
        name: Text::Borrowed("us-gov-dod"),
        graph: Text::Borrowed("https://dod-graph.microsoft.us/v1.0"),
        login: Text::Borrowed("https://login.microsoftonline.us"),
        scope: Text::Borrowed("https://dod-graph.microsoft.us/.default"),
        key_documents: Cow::Borrowed(&[
            Text::Borrowed("https://apidod.botframework.azure.us/v1/.well-known/OpenIdConfiguration"),
            Text::Borrowed("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
        ]),
        issuers: US_GOV_ISSUERS,
    };

    /// The cloud in China, operated by 21Vianet.
    pub const CHINA: Self = Self {
        name: Text::Borrowed("china"),
        graph: Text::Borrowed("https://microsoftgraph.chinacloudapi.cn/v1.0"),
        login: Text::Borrowed("https://login.partner.microsoftonline.cn"),
        scope: Text::Borrowed("https://microsoftgraph.chinacloudapi.cn/.default"),
        key_documents: Cow::Borrowed(&[Text::Borrowed(
            "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
        )]),
        issuers: Cow::Borrowed(&[
            Text::Borrowed("https://microsoftgraph.chinacloudapi.cn"),
            Text::Borrowed("https://api.botframework.azure.cn"),
        ]),
    };

    /// Makes a cloud of your own, such as a fake on this machine: Graph's base URL with its version, and the login's URL.
    ///
    /// It has no key documents and no issuers until they are added. The scope is `/.default` at Graph's host.
    pub fn custom(graph: impl Into<String>, login: impl Into<String>) -> Self {
        let graph = graph.into();
        let origin = Url::parse(&graph).map_or_else(|_| graph.clone(), |url| url.origin().ascii_serialization());
        Self {
            name: Text::Borrowed("custom"),
            scope: Text::Owned(format!("{origin}/.default")),
            graph: Text::Owned(graph),
            login: Text::Owned(login.into()),
            key_documents: Cow::Borrowed(&[]),
            issuers: Cow::Borrowed(&[]),
        }
    }

    /// Returns the published cloud of this name: `public`, `us-gov`, `us-gov-dod`, `china`.
    pub fn named(name: &str) -> Option<Self> {
        [Self::PUBLIC, Self::US_GOV, Self::US_GOV_DOD, Self::CHINA].into_iter().find(|cloud| cloud.name == name)
    }

    /// Adds an OpenID document whose `jwks_uri` leads to keys that sign notifications.
    #[must_use]
    pub fn key_document(mut self, url: impl Into<String>) -> Self {
        self.key_documents.to_mut().push(Text::Owned(url.into()));
        self
    }

    /// Adds an issuer of notifications' tokens. A final slash makes no difference.
    #[must_use]
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuers.to_mut().push(Text::Owned(issuer.into()));
        self
    }

    /// Sets the scope that tokens are asked for.
    #[must_use]
    pub fn with_scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Text::Owned(scope.into());
        self
    }

    /// The name: that of [`named`](Self::named), or `custom`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Graph's base URL, with its version.
    pub fn graph(&self) -> &str {
        &self.graph
    }

    /// The login's base URL, under which each tenant has its own.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// The scope that tokens are asked for.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    /// The OpenID documents whose `jwks_uri` lead to the keys that sign notifications.
    pub fn key_documents(&self) -> impl ExactSizeIterator<Item = &str> {
        self.key_documents.iter().map(AsRef::as_ref)
    }

    /// The issuers of notifications' tokens.
    pub fn issuers(&self) -> impl ExactSizeIterator<Item = &str> {
        self.issuers.iter().map(AsRef::as_ref)
    }

    /// Returns Graph's base URL and the login's, if both are allowed.
    pub(crate) fn endpoints(&self) -> Result<(Url, Url), ConfigError> {
        Ok((address(&self.graph)?, address(&self.login)?))
    }
}

/// The issuers there are undocumented, so the public cloud's are accepted too. The keys are the government's either way.
const US_GOV_ISSUERS: Cow<'static, [Text]> = Cow::Borrowed(&[
    Text::Borrowed("https://graph.microsoft.us"),
    Text::Borrowed("https://api.botframework.us"),
    Text::Borrowed("https://graph.microsoft.com"),
    Text::Borrowed("https://api.botframework.com"),
]);
