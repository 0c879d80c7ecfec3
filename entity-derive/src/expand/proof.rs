//! Proofs of soundness: one mistake in a declaration is one error, however many impls refer to it.
//!
//! A macro cannot see whether a base derives `Entity` or whether two wire names are equal. Constants check this when the
//! user's crate is compiled, and a constant that panics is an error. Each impl uses the type and would add errors of its own.
//! So generated code writes `__Sound<T>` instead of `T`: an associated type of an array whose length needs the checked
//! constant. If the constant fails, the length and the type fail with it, and the compiler reports no error that follows from
//! a type that has failed already.
//!
//! For `#[base] call: Call` and one property, the code is in short:
//!
//! ```
//! // In entity-core.
//! pub trait Proof {
//!     type Of;
//! }
//! impl<T, const N: usize> Proof for [T; N] {
//!     type Of = T;
//! }
//! pub const fn inherited(is_entity: bool) -> usize {
//!     assert!(is_entity, "an entity type derives from an entity type");
//!     1
//! }
//!
//! // Written by the derive. With `inherited(false)`, the constant is the only error.
//! const __INHERITED: usize = inherited(true);
//! type __Sound<T> = <[T; match __INHERITED { _ => 0 }] as Proof>::Of;
//!
//! struct Meeting {
//!     call: u8,
//! }
//! impl Meeting {
//!     fn call(&self) -> u8 {
//!         let this: &__Sound<Self> = self;
//!         this.call
//!     }
//! }
//! assert_eq!(Meeting { call: 7 }.call(), 7);
//! ```
//!
//! The proof of a whole table is the tuple of its constants, `(__INHERITED, __ALL[0].hash())`: the first fails if the base is
//! unfit, the second if a wire name is declared twice. The proof of one type is a function that only takes such types, such as
//! `or_empty::<T>` with its bound `T: Declared`. Its tokens have the spans of the user's type, so that the error is shown there.

use crate::kind::ends;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

/// The type `ty` if the constant `proof` compiles; else a type that has failed, whose uses are no further errors.
pub(super) fn sound(ty: impl ToTokens, proof: &TokenStream) -> TokenStream {
    quote!(<[#ty; match #proof { _ => 0 }] as __p::Proof>::Of)
}

/// The type, with the proof that it is `Declared`. The error is shown at the type.
pub(super) fn declared(ty: &Type) -> TokenStream {
    let (start, end) = ends(ty);
    let open = quote_spanned!(start=> __p::or_empty::<);
    let close = quote_spanned!(end=> >);
    sound(ty, &quote!(#open #ty #close))
}

/// A call of `__p::function::<ty>(argument)`, whose bound or assertion checks the type. The error is shown at the type.
pub(super) fn asked(function: &str, ty: &Type, argument: &TokenStream) -> TokenStream {
    let (start, end) = ends(ty);
    let function = Ident::new(function, start);
    let open = quote_spanned!(start=> __p::#function::<);
    let close = quote_spanned!(end=> >(#argument));
    quote!(#open #ty #close)
}
