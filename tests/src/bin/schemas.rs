//! Builds declarations as scaffold prints them: for schemas after the fashion of real services, for a long row of types, and for
//! large schemas.
//!
//! `cargo run -p tests --bin schemas -- [JOB…]`, with these jobs; without a job, `services`:
//! - `services`: builds one program for all schemas in `fixtures/services`, which reads, writes and sends their types to a thread.
//! - `row=N`: the same for N entity types, each of which navigates to the next. The program also gets, sets, clones, compares, checks,
//!   prints and sends a value of the first. `cycle=N`: the last navigates to the first. `lists=N`: a cycle through collections.
//! - `many=N`: checks N types of a generated schema, without building a program.
//! - `check=FILE` and `build=FILE`: a schema in a file.
//!
//! For 3,000 types in a row or a cycle, the compiler's own stack is too small: set `RUST_MIN_STACK=268435456`.
//!
//! The package is made in the folder for temporary files; its dependencies are built in `CARGO_TARGET_DIR`, if that is set.

use entity_core::csdl;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

const MANIFEST: &str = r#"[package]
name = "schemas-declared"
version = "0.0.0"
edition = "2024"

[dependencies]
entity-core = { path = "@CORE@" }
serde_json = "1"

[workspace]
"#;

/// The start of each program: reads a value of each type and sends it to a thread, which writes it.
const READER: &str = r#"use entity_core::{Registry, json};

fn read(types: &'static Registry, bodies: &'static [(&str, &str)]) -> usize {
    let empty = types.iter().map(|it| (it.structured_type().name(), "{}"));
    let mut count = 0;
    for (name, body) in empty.chain(bodies.iter().copied()) {
        let value = types.read_as(name, body.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = std::thread::spawn(move || json::to_string(&value)).join().expect("written");
        let [written, body]: [serde_json::Value; 2] = [&written, body].map(|text| serde_json::from_str(text).expect("JSON"));
        assert_eq!(written, body, "{name}");
        count += 1;
    }
    count
}
"#;

/// All that a program does with a value of the first type in a row of at least four.
const ROW: &str = r##"
fn more() {
    use entity_core::prelude::*;
    use row::T0;
    let text = r#"{"id":"0","next":{"id":"1","next":{"id":"2","next":[{"id":"3"}]}}}"#;
    let mut value: T0 = json::from_str(text).expect("a value");
    assert_eq!(value.next().and_then(|it| it.next()).map(|it| it.next()[0].id()), Some(Some("3")));
    assert_eq!(serde_json::from_str::<T0>(text).expect("a value"), value);
    value.set_property("next", serde_json::json!({"id": "1", "next": null})).expect("a value");
    assert_eq!(value.next().and_then(|it| it.id()), Some("1"));
    assert_ne!(value, json::from_str(text).expect("a value"));
    let other: T0 = json::from_str(text).expect("a value");
    value.set_next(other.next().cloned());
    assert!(value == other && value.clone() == other && value.validate().is_ok() && value.deviations().is_empty());
    println!("{value:?}");
    let written = std::thread::spawn(move || json::to_string(&value)).join();
    assert_eq!(written.expect("written"), text);
    fn holds<T: Send + Sync + Unpin + std::panic::UnwindSafe + std::panic::RefUnwindSafe>() {}
    holds::<T0>();
}
"##;

/// Like [`ROW`], with collections alone.
const LISTS: &str = r##"
fn more() {
    use entity_core::prelude::*;
    use row::T0;
    let text = r#"{"id":"0","next":[{"id":"1","next":[{"id":"2"},{}]}]}"#;
    let mut value: T0 = json::from_str(text).expect("a value");
    assert_eq!(value.next()[0].next()[0].id(), Some("2"));
    value.set_property("next", serde_json::json!([{"id": "1"}])).expect("a value");
    assert!(value.next()[0].next().is_empty());
    let other: T0 = json::from_str(text).expect("a value");
    value.set_next(other.next().to_vec());
    value.next_mut()[0].next_mut().pop();
    assert_ne!(value, other);
    value.next_mut()[0].next_mut().push(Default::default());
    assert!(value == other && value.clone() == other && value.validate().is_ok() && value.deviations().is_empty());
    println!("{value:?}");
    let written = std::thread::spawn(move || json::to_string(&value)).join();
    assert_eq!(written.expect("written"), text);
    fn holds<T: Send + Sync + Unpin + std::panic::UnwindSafe + std::panic::RefUnwindSafe>() {}
    holds::<T0>();
}
"##;

/// A body of one type of each service: the file, the type, the body.
const BODIES: &[(&str, &str, &str)] = &[
    (
        "records",
        "acme.crm.feedback",
        r#"{"feedbackid":"0e1b3c4d-0000-4000-8000-000000000001","FeedbackId":{"rating":2},"regarding_contact":{"fullname":"A"}}"#,
    ),
    (
        "orders",
        "com.acme.gateway.srvd.ui_order.v0001.SalesOrderItem_Type",
        r#"{"SalesOrder":"1","SalesOrderItem":"10","IsActiveEntity":true,"NetAmount":1.50,"_Order":{"SalesOrder":"1"}}"#,
    ),
    (
        "chassis",
        "Chassis.v1_1_0.Chassis",
        r##"{"Id":"1","HeightMm":44.5,"Links":{"ContainedBy":{"@odata.type":"#Chassis.v1_0_0.Chassis","Id":"2"}},"Health":"OK"}"##,
    ),
    (
        "ledger",
        "Acme.NAV.salesLine",
        r#"{"Document_Type":"Credit_x0020_Memo","Document_No":"7","Line_No":1,"dimensionSetLines":[{"content":null}]}"#,
    ),
    (
        "travel",
        "Acme.Trips.Manager",
        r##"{"UserName":"a","Home":{"@odata.type":"#Acme.Trips.EventLocation","BuildingInfo":"b"},"Access":"Read,Write","BestFriend":{"@odata.type":"#Acme.Trips.Employee","Cost":5}}"##,
    ),
    (
        "shop",
        "ShopModel.Order_Detail",
        r#"{"OrderID":1,"ProductID":2,"Product":{"UnitPrice":9.5000,"Category":{"Picture":"AQI="}}}"#,
    ),
    (
        "sites",
        "AS.Lists.ListItem",
        r#"{"ID":1,"Id":1,"OData__x005f_dlc_DocId":"d","ParentList":{"Default":"x"},"undeclared":[1]}"#,
    ),
    (
        "reports",
        "Acme.Reports.Report",
        r#"{"id":"0e1b3c4d-0000-4000-8000-000000000001","type":"t","self":"s","rows":[1,"a"],"value":3,"dataset":{"ContentProviderType":"Some-Other"}}"#,
    ),
];

fn main() -> ExitCode {
    let mut jobs: Vec<String> = std::env::args().skip(1).collect();
    if jobs.is_empty() {
        jobs.push("services".to_owned());
    }
    for job in jobs {
        let start = Instant::now();
        match run(&job) {
            Ok(done) => println!("{job}: {done}, {:.1} s", start.elapsed().as_secs_f64()),
            Err(error) => {
                eprintln!("error: {job}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn run(job: &str) -> Result<String, Box<dyn Error>> {
    let (kind, value) = job.split_once('=').unwrap_or((job, ""));
    match kind {
        "services" => built(&services()?, ""),
        "row" => built(&[declared("row", &row(value.parse()?, false, 3))?], ROW),
        "cycle" => built(&[declared("row", &row(value.parse()?, true, 3))?], ROW),
        "lists" => built(&[declared("row", &row(value.parse()?, true, 1))?], LISTS),
        "build" => built(&[declared("file", &fs::read_to_string(value)?)?], ""),
        "many" => checked(&declared("many", &many(value.parse()?))?),
        "check" => checked(&declared("file", &fs::read_to_string(value)?)?),
        _ => Err("not a job".into()),
    }
}

/// The declarations of a schema.
struct Declarations {
    module: String,
    source: String,
    types: usize,
}

fn declared(module: &str, document: &str) -> Result<Declarations, Box<dyn Error>> {
    let schema = csdl::read(document.as_bytes())?;
    for warning in &schema.warnings {
        println!("{module}: {warning}");
    }
    let source = csdl::scaffold_all(&schema)?;
    Ok(Declarations { module: module.to_owned(), source, types: schema.types().count() })
}

fn services() -> Result<Vec<Declarations>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/services");
    let file = |(module, _, _): &(&str, _, _)| {
        declared(module, &fs::read_to_string(folder.join(format!("{module}.csdl.xml")))?)
    };
    BODIES.iter().map(file).collect()
}

fn document(inside: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n\
         <Schema Namespace=\"acme\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{inside}</Schema></edmx:DataServices></edmx:Edmx>"
    )
}

/// Entity types, each of which navigates to the next: alone, and as a collection in each one of `lists`.
fn row(count: usize, is_cycle: bool, lists: usize) -> String {
    let mut inside = String::new();
    for at in 0..count {
        let next = (at + 1) % count;
        let kind = if at % lists == lists - 1 { format!("Collection(acme.t{next})") } else { format!("acme.t{next}") };
        let has_next = is_cycle || next > 0;
        let next =
            if has_next { format!("<NavigationProperty Name=\"next\" Type=\"{kind}\"/>") } else { String::new() };
        let _ = writeln!(
            inside,
            "<EntityType Name=\"t{at}\"><Property Name=\"id\" Type=\"Edm.String\"/>{next}</EntityType>"
        );
    }
    document(&inside)
}

/// Types in groups of ten, like versions of a resource: an abstract root, subtypes, complex types and enumerations.
fn many(count: usize) -> String {
    let mut inside = String::new();
    for at in 0..count / 10 {
        let _ = writeln!(
            inside,
            "<EntityType Name=\"root{at}\" Abstract=\"true\"><Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>"
        );
        for version in 0..5 {
            let _ = writeln!(
                inside,
                "<EntityType Name=\"root{at}v{version}\" BaseType=\"acme.root{at}\"><Property Name=\"size{version}\" Type=\"Edm.Int64\"/><Property Name=\"links\" Type=\"acme.links{at}\"/>\
                 <Property Name=\"state\" Type=\"acme.state{at}\"/><NavigationProperty Name=\"parent\" Type=\"acme.root{}\"/></EntityType>",
                (at + 7) % (count / 10)
            );
        }
        let _ = writeln!(
            inside,
            "<ComplexType Name=\"links{at}\"><Property Name=\"oem\" Type=\"acme.oem{at}\"/><NavigationProperty Name=\"peers\" Type=\"Collection(acme.root{at})\"/></ComplexType>\
             <ComplexType Name=\"oem{at}\" OpenType=\"true\"/><ComplexType Name=\"rate{at}\" BaseType=\"acme.oem{at}\"><Property Name=\"at\" Type=\"Edm.Decimal\"/></ComplexType>\
             <EnumType Name=\"state{at}\"><Member Name=\"on\"/><Member Name=\"off\"/></EnumType>"
        );
    }
    document(&inside)
}

/// Builds and runs a program with all these declarations. `more` is its function `more`.
fn built(all: &[Declarations], more: &str) -> Result<String, Box<dyn Error>> {
    let mut main = String::from(READER);
    main += if more.is_empty() { "fn more() {}\n" } else { more };
    for Declarations { module, .. } in all {
        let _ = writeln!(main, "mod {module};");
    }
    main += "\nfn main() {\n    let mut count = 0;\n";
    for Declarations { module, .. } in all {
        let bodies: Vec<_> = BODIES.iter().filter(|it| it.0 == module).map(|(_, name, body)| (name, body)).collect();
        let _ = writeln!(main, "    count += read(&{module}::TYPES, &{bodies:?});");
    }
    main += "    more();\n    println!(\"{count}\");\n}\n";
    let package = package(&main, all)?;
    let count = cargo(&package, &["run", "--quiet"])?;
    Ok(format!(
        "{} bodies of {} types read and written",
        count.lines().last().unwrap_or_default(),
        all.iter().map(|it| it.types).sum::<usize>()
    ))
}

fn checked(declarations: &Declarations) -> Result<String, Box<dyn Error>> {
    let package =
        package(&format!("pub mod {};\nfn main() {{}}\n", declarations.module), std::slice::from_ref(declarations))?;
    cargo(&package, &["check", "--quiet"])?;
    Ok(format!("{} types checked", declarations.types))
}

fn package(main: &str, all: &[Declarations]) -> Result<PathBuf, Box<dyn Error>> {
    let package = std::env::temp_dir().join(format!("schemas-declared-{}", all[0].module));
    fs::create_dir_all(package.join("src"))?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    fs::write(package.join("Cargo.toml"), MANIFEST.replace("@CORE@", &root.join("entity-core").display().to_string()))?;
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock"))?;
    fs::write(package.join("src/main.rs"), main)?;
    for Declarations { module, source, .. } in all {
        fs::write(package.join(format!("src/{module}.rs")), source)?;
    }
    Ok(package)
}

fn cargo(package: &Path, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let run = Command::new(cargo).args(arguments).current_dir(package).output()?;
    if run.status.success() {
        return Ok(String::from_utf8_lossy(&run.stdout).into());
    }
    let text = String::from_utf8_lossy(&run.stderr);
    Err(text.lines().take(60).collect::<Vec<_>>().join("\n").into())
}
