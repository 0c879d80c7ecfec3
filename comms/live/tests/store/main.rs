//! The stores: one suite that each passes, SQLite's own promises about files, and PostgreSQL's about nodes.

mod conformance;
mod conformance_events;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "postgres")]
mod postgres_connections;
#[cfg(feature = "postgres")]
mod postgres_faults;
#[cfg(feature = "postgres")]
mod server;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg_attr(not(feature = "sqlite"), allow(dead_code, reason = "for stores in files"))]
mod support;

use comms_live::store::Memory;

/// Each test of the suite, for a store that the block makes with the clock given to it, if the condition holds.
macro_rules! conforms {
    ($module:ident if $there:expr => $make:expr) => {
        mod $module {
            use super::{conformance, conformance_events};

            conforms!(@tests $there, $make, conformance: works_apply_in_order_in_one_commit a_failed_work_changes_nothing_and_the_others_are_kept
                a_call_id_belongs_to_one_record records_are_listed_in_the_keys_order recent_records_are_listed_the_latest_first due_records_are_leased
                a_changed_due_time_ends_the_lease deleted_records_are_gone_with_their_events concurrent_works_lose_nothing
                the_store_is_healthy);
            conforms!(@tests $there, $make, conformance_events: an_operation_has_one_end events_come_in_order_and_once
                an_event_comes_again_when_its_lease_ends a_delivery_counts_if_the_event_is_still_its_owners release_ends_the_leases_of_one_owner parked_events_stay_listed
                the_count_of_unacknowledged_events_is_kept ends_are_listed_in_the_operations_order);
        }
    };
    (@tests $there:expr, $make:expr, $suite:ident: $($test:ident)*) => {$(
        #[tokio::test]
        async fn $test() {
            if $there {
                $suite::$test(&$make).await;
            }
        }
    )*};
}

conforms!(memory if true => |clock| std::sync::Arc::new(super::Memory::with_clock(clock)) as _);
#[cfg(feature = "sqlite")]
conforms!(sqlite_file if true => |clock| super::support::sqlite(clock));
#[cfg(feature = "postgres")]
conforms!(postgres_server if super::server::Server::shared().is_some() => |clock| super::server::store(clock));
