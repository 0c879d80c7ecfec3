//! Collects mistakes, so that one build shows them all. The code that finds a mistake writes its message.

use proc_macro2::TokenStream;
use quote::ToTokens;
use std::cell::Cell;
use std::fmt::Display;
use std::thread;

/// All mistakes found so far, each with its tokens. Panics if it is dropped before its mistakes are read: a derive that
/// forgets them would report nothing.
#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
    /// All of `found` has been read.
    is_read: Cell<bool>,
}

impl Errors {
    /// Adds a mistake at these tokens.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.found.push(error);
        self.is_read.set(false);
    }

    /// The value, or `None` and the mistake kept.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// Reads the mistakes: a `compile_error!` for each, or `None` if there are none.
    pub(crate) fn compile_errors(&self) -> Option<TokenStream> {
        self.is_read.set(true);
        (!self.found.is_empty()).then(|| self.found.iter().map(syn::Error::to_compile_error).collect())
    }

    /// The messages. Does not count as reading, so that tests find a derive that forgets its mistakes.
    #[cfg(test)]
    pub(crate) fn messages(&self) -> Vec<String> {
        self.found.iter().flat_map(|error| error.clone().into_iter().map(|part| part.to_string())).collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(self.is_read.get() || thread::panicking(), "the mistakes that a derive collected were not read");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake() -> syn::Error {
        syn::Error::new(proc_macro2::Span::call_site(), "a mistake")
    }

    #[test]
    fn read_then_dropped() {
        let mut errors = Errors::default();
        assert!(errors.compile_errors().is_none());
        errors.push(mistake());
        assert!(errors.compile_errors().is_some_and(|code| code.to_string().contains("a mistake")));
    }

    #[test]
    #[should_panic(expected = "were not read")]
    fn dropped_unread() {
        drop(Errors::default());
    }

    #[test]
    #[should_panic(expected = "were not read")]
    fn dropped_after_a_mistake_that_was_not_read() {
        let mut errors = Errors::default();
        let _ = errors.compile_errors();
        errors.push(mistake());
    }

    #[test]
    #[should_panic(expected = "another panic")]
    fn another_panic_is_not_hidden() {
        let _errors = Errors::default();
        panic!("another panic");
    }
}
