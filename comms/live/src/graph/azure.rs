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
