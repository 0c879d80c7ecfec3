//! Sizes of declared types. A collection takes the size of its type for each `{}` of three bytes, so large types stand in boxes.

use allocation_counter::measure;
use comms::{
    AnyCallOptions, AnyCommsOperation, AnyEngagementConversation, AnyEngagementConversationMessage, AnyIdentity,
    AnyIdentitySet, AnyMediaConfig, AnyMeetingInfo, AnyMeetingParticipantInfo, AnyPrompt,
    AnyTeleconferenceDeviceMediaQuality, beta, call_records,
};
use entity_core::{Declared, Registered};
use std::path::{Path, PathBuf};

/// No declared type of `comms` is larger, in bytes.
const LARGEST: u64 = 1_024;
/// A `OneOf` is at most so many bytes larger than its largest variant.
const OVER_VARIANT: u64 = 128;

/// The size of a registered type: its empty value is one allocation.
fn size(known: &Registered) -> u64 {
    measure(|| drop(known.empty())).bytes_max
}

#[test]
fn no_declared_type_is_large() {
    let large: Vec<_> =
        comms::TYPES.iter().map(|known| (size(known), known)).filter(|(size, _)| *size > LARGEST).collect();
    assert!(large.is_empty(), "these need a `Box` around a structured property: {large:?}");
    let call = comms::TYPES.find("microsoft.graph.call").map(size);
    assert_eq!(call, Some(size_of::<comms::Call>() as u64), "the allocation is the value");
}

macro_rules! sizes {
    ($($one_of:ty)*) => { [$((stringify!($one_of), <$one_of as Declared>::TYPE, size_of::<$one_of>() as u64)),*] };
}

#[test]
fn a_one_of_is_little_larger_than_its_largest_variant() {
    let all = sizes! {
        AnyCallOptions AnyCommsOperation AnyEngagementConversation AnyEngagementConversationMessage AnyIdentity AnyIdentitySet
        AnyMediaConfig AnyMeetingInfo AnyMeetingParticipantInfo AnyPrompt AnyTeleconferenceDeviceMediaQuality
        beta::AnyCommsOperation call_records::AnyEndpoint call_records::AnyUserAgent
    };
    for (one_of, base, size_of) in all {
        let variants = comms::TYPES.iter().filter(|known| known.structured_type().derives_from(base));
        let largest = variants.map(size).max().unwrap_or_default();
        assert!(largest > 0 && size_of <= largest + OVER_VARIANT, "{one_of}: {size_of}, its largest variant {largest}");
    }
    let declared = count(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../comms/src"), "pub enum Any");
    assert_eq!(declared, all.len(), "each `OneOf` is listed here");
}

/// How often the text is in the sources of a folder.
fn count(folder: &Path, text: &str) -> usize {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let of = |path: PathBuf| {
        let source = || std::fs::read_to_string(&path).expect("a source file");
        if path.is_dir() { count(&path, text) } else { source().matches(text).count() }
    };
    entries.map(of).sum()
}
