//! Credentials of the Azure SDK for Rust.

use super::token::{AccessToken, Credential, TokenError, TokenRequest};
use crate::BoxFuture;
use azure_core::credentials::TokenCredential;
use azure_core::error::ErrorKind;
use std::sync::Arc;

/// Any credential of the Azure SDK: a managed identity, a workload identity, the developer's own login.
///
/// Such a credential knows its tenant itself, so it fits an app that has one tenant.
#[derive(Clone, Debug)]
pub struct AzureCredential(Arc<dyn TokenCredential>);

impl AzureCredential {
    /// Adapts the credential.
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self(credential)
    }
}

impl Credential for AzureCredential {
    fn token<'a>(&'a self, request: &'a TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            let token = self.0.get_token(&[request.scope()], None).await.map_err(|error| match error.kind() {
                ErrorKind::Io | ErrorKind::Connection => TokenError::transient(error.to_string()),
                _ => TokenError::new(error.to_string()),
            })?;
            Ok(AccessToken::new(token.token.secret(), token.expires_on.into()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{GraphClient, NotSent, SendError};
    use crate::{Clock as _, Cloud, SystemClock};
    use azure_core::credentials::{AccessToken, TokenRequestOptions};
    use entity_core::Request;
    use std::time::Duration;

    /// Refuses, naming the scopes that it was asked for.
    #[derive(Debug)]
    struct Refusing;

    impl TokenCredential for Refusing {
        // The trait's `async fn`, written out.
        fn get_token<'s, 'a, 'b, 'o, 'f>(
            &'s self,
            scopes: &'a [&'b str],
            _: Option<TokenRequestOptions<'o>>,
        ) -> BoxFuture<'f, azure_core::Result<AccessToken>>
        where
            's: 'f,
            'a: 'f,
            'b: 'f,
            'o: 'f,
        {
            let asked = scopes.join(" ");
            Box::pin(async move { Err(azure_core::Error::with_message(ErrorKind::Credential, asked)) })
        }
    }

    #[tokio::test]
    async fn the_credential_is_asked_for_the_clouds_scope() {
        let credential = Arc::new(AzureCredential::new(Arc::new(Refusing)));
        let graph = GraphClient::new(&Cloud::PUBLIC, "app", credential, Arc::new(SystemClock)).unwrap();
        let deadline = SystemClock.instant() + Duration::from_secs(10);
        let answer = graph.send("contoso.com", &Request::get("/me"), true, deadline).await;
        let Err(SendError::NotSent(NotSent::Token(error))) = answer else { panic!("{answer:?}") };
        assert_eq!(error.to_string(), "https://graph.microsoft.com/.default");
        assert!(!error.is_retryable());
    }
}
