//! `range` with texts that are not values of the kind.
use entity_core::edm::{Date, DateTimeOffset, Decimal, Duration, TimeOfDay};
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("price", range = "0,01"..="9.99")] //~
    price: Prop<Decimal>,
    #[prop("rate", range = 0.5..="five")] //~
    rate: Prop<Decimal>,
    #[prop("from", range = "2023-02-29"..="31.12.2024")] //~~
    from_: Prop<Date>,
    #[prop("year", range = 2020..)] //~
    year: Prop<Date>,
    #[prop("at", range = "2024-01-01"..="2024-12-31T00:00:00Z")] //~
    at: Prop<DateTimeOffset>,
    #[prop("until", range = "2024-01-01T00:00:00"..)] //~
    until: Prop<DateTimeOffset>,
    #[prop("opens", range = "8:30"..="24:00")] //~~
    opens: Prop<TimeOfDay>,
    #[prop("lasts", range = "1h"..="P1M")] //~~
    lasts: Prop<Duration>,
    #[prop("backwards", range = "PT1H"..="PT59M")] //~
    backwards: Prop<Duration>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
