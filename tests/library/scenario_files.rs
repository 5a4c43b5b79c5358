//! Loading scenarios: layers, precedence, origins, and the text of the result.

use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::process::Command;

use orgsim::diagnostic::{Diagnostic, Faults, MOST_SHOWN};
#[cfg(unix)]
use orgsim::questions::{audit::Claims, file};
use orgsim::scenario::{
    self, Action, Event, LayerKind, Loaded, Scenario, Setting, Trigger, load, load_bytes, load_str,
};
use tempfile::TempDir;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn good(result: Result<Loaded, Faults>) -> Loaded {
    result.unwrap_or_else(|faults| panic!("{faults}"))
}

fn setting<'a>(loaded: &'a Loaded, key: &str) -> &'a Setting {
    let mut settings = loaded.settings.iter();
    settings
        .find(|setting| setting.key() == key)
        .unwrap_or_else(|| panic!("no {key}"))
}

fn codes(result: Result<Loaded, Faults>) -> Vec<&'static str> {
    match result {
        Ok(_) => Vec::new(),
        Err(faults) => faults.0.iter().map(|fault| fault.code.name).collect(),
    }
}

#[test]
fn an_empty_file_and_the_default_file_are_the_default() {
    for text in ["", "# nothing\n", "\u{feff}", "\r\n", scenario::DEFAULT] {
        let loaded = good(load_str(text));
        assert_eq!(loaded.scenario, Scenario::default());
        assert!(loaded.warnings.is_empty());
        assert!(loaded.settings.iter().all(|setting| !setting.is_changed()));
    }
}

#[test]
fn a_file_wins_over_its_base_and_an_override_over_both() {
    let folder = folder(&[
        (
            "a.toml",
            "extends = 'base/b.toml'\n[transfer]\ntacitness = 0.2\n",
        ),
        (
            "base/b.toml",
            "extends = 'c.toml'\n[transfer]\ntacitness = 0.3\nstage_rate = 3.0\n",
        ),
        (
            "base/c.toml",
            "[transfer]\nstage_rate = 4.0\nnotice_rate = 2.0\nadoption_rate = 1.0\n",
        ),
    ]);
    let overrides = [
        "transfer.adoption_rate=5".to_owned(),
        "transfer.adoption_rate=6".to_owned(),
    ];
    let loaded = good(load(&folder.path().join("a.toml"), &overrides));
    let transfer = &loaded.scenario.transfer;
    assert_eq!(transfer.tacitness, 0.2);
    assert_eq!(transfer.stage_rate, 3.0);
    assert_eq!(transfer.notice_rate, 2.0);
    assert_eq!(transfer.adoption_rate, 6.0);

    let origin = |key: &str| {
        let origin = &setting(&loaded, key).origin;
        let file = Path::new(origin.place.source().name());
        let file = file.file_name().unwrap().to_string_lossy().into_owned();
        (
            origin.layer,
            file,
            origin.place.line(),
            origin.place.column(),
        )
    };
    assert_eq!(
        origin("transfer.tacitness"),
        (LayerKind::File, "a.toml".into(), 3, 13)
    );
    assert_eq!(
        origin("transfer.stage_rate"),
        (LayerKind::Base, "b.toml".into(), 4, 14)
    );
    assert_eq!(
        origin("transfer.notice_rate"),
        (LayerKind::Base, "c.toml".into(), 3, 15)
    );
    assert_eq!(
        origin("transfer.adoption_rate"),
        (LayerKind::Set, "--set".into(), 1, 24)
    );
    assert_eq!(origin("transfer.abandonment_rate").0, LayerKind::Default);

    let names: Vec<_> = loaded
        .inputs
        .iter()
        .map(|input| Path::new(&input.name))
        .collect();
    let names: Vec<_> = names.iter().map(|name| name.file_name().unwrap()).collect();
    assert_eq!(names, ["a.toml", "b.toml", "c.toml"]);
    assert!(loaded.inputs[2].bytes.starts_with(b"[transfer]"));
}

#[test]
fn a_structure_of_ones_own_starts_from_the_one_it_is_like() {
    let loaded = good(load_str(
        "[structures.council]\ncross_ties = 0.1\n\
         [structures.mixed]\nlike = 'fusion-teams'\nrunway_quarters = 4\n\
         [structures.deep]\nlike = 'mixed'\n\
         [structures.fusion-teams]\ntechnical_control = 0.9\n",
    ));
    let structures = &loaded.scenario.structures;
    let names: Vec<_> = structures.keys().collect();
    assert_eq!(
        names,
        [
            "loose-coupling",
            "fusion-teams",
            "semi-autonomous",
            "unified",
            "research-led",
            "council",
            "mixed",
            "deep"
        ]
    );
    let default = Scenario::default().structures;
    let mut council = default["loose-coupling"].clone();
    council.cross_ties = 0.1;
    assert_eq!(structures["council"], council);
    // What the file says about fusion teams holds for what is like them, too.
    assert_eq!(structures["fusion-teams"].technical_control, 0.9);
    assert_eq!(structures["mixed"].technical_control, 0.9);
    assert_eq!(structures["mixed"].runway_quarters, 4);
    assert_eq!(structures["deep"], structures["mixed"]);
    let origin = &setting(&loaded, "structures.deep.runway_quarters").origin;
    assert_eq!(origin.like.as_deref(), Some("mixed"));
    assert_eq!(origin.place.line(), 5);
}

#[test]
fn a_preset_may_start_from_another() {
    let loaded = good(load_str(
        "[structures.loose-coupling]\nlike = 'fusion-teams'\n",
    ));
    let structures = &loaded.scenario.structures;
    assert_eq!(structures["loose-coupling"], structures["fusion-teams"]);
    assert_eq!(
        structures["fusion-teams"],
        Scenario::default().structures["fusion-teams"]
    );
}

#[test]
fn only_named_units_exist_and_core_is_their_template() {
    let default = Scenario::default();
    assert_eq!(default.units.keys().collect::<Vec<_>>(), ["core"]);
    let lab = good(load_str("[units.lab]\nresearchers = 10\n")).scenario;
    assert_eq!(lab.units.keys().collect::<Vec<_>>(), ["lab"]);
    assert_eq!(lab.units["lab"].researchers, 10);
    assert_eq!(lab.units["lab"].engineers, default.units["core"].engineers);
    let both = good(load_str("[units.lab]\n[units.core]\nengineers = 5\n")).scenario;
    assert_eq!(both.units.keys().collect::<Vec<_>>(), ["lab", "core"]);
    // What the file says about core is about core alone.
    assert_eq!(both.units["lab"].engineers, default.units["core"].engineers);
}

#[test]
fn events_are_read_in_every_notation() {
    let inline = good(load_str(
        "[events.a]\nquarter = 2\nreorganise = { structure = 'fusion-teams' }\n\
         [events.b]\nquarter = 9\nrestore_autonomy = {}\n",
    ));
    let tables = good(load_str(
        "[events.a]\nquarter = 2\n[events.a.reorganise]\nstructure = 'fusion-teams'\n\
         [events.b]\nquarter = 9\n[events.b.restore_autonomy]\n",
    ));
    assert_eq!(inline.scenario, tables.scenario);
    let events = &inline.scenario.events;
    let fusion = Event::at(2, Action::reorganise("fusion-teams"));
    assert_eq!(events["a"], fusion);
    assert_eq!(events["b"], Event::at(9, Action::restore_autonomy("")));
}

#[test]
fn a_file_may_give_an_event_of_its_base_another_action_or_quarter() {
    let folder = folder(&[
        (
            "base.toml",
            "[events.a]\nquarter = 4\nreorganise = { structure = 'fusion-teams' }\n",
        ),
        (
            "later.toml",
            "extends = 'base.toml'\n[events.a]\nquarter = 6\n",
        ),
        (
            "other.toml",
            "extends = 'base.toml'\n[events.a]\nrestore_autonomy = { structure = 'loose-coupling' }\n",
        ),
    ]);
    let load = |name: &str| good(load(&folder.path().join(name), &[])).scenario;
    assert_eq!(load("later.toml").events["a"].trigger, Trigger::Quarter(6));
    assert!(matches!(
        load("later.toml").events["a"].action,
        Action::Reorganise { .. }
    ));
    assert!(matches!(
        load("other.toml").events["a"].action,
        Action::RestoreAutonomy { .. }
    ));
}

#[test]
fn the_shipped_scenarios_are_what_they_say() {
    let load = |name: &str| {
        let loaded = good(load(&Path::new("scenarios").join(name), &[]));
        assert!(loaded.warnings.is_empty(), "{name}");
        loaded.scenario
    };
    let loose = load("loose-coupling.toml");
    let fusion = load("fusion-teams.toml");
    let reorganisation = load("reorganisation.toml");
    assert_eq!(loose.units["core"].structure, "loose-coupling");
    assert_eq!(fusion.units["core"].structure, "fusion-teams");
    assert_eq!(reorganisation.units, loose.units);
    assert_eq!(reorganisation.events["fusion"].trigger, Trigger::Quarter(8));
    // They differ in nothing but the structure and the time it takes to settle.
    let same = |mut scenario: Scenario| {
        scenario.title.clear();
        scenario.description.clear();
        scenario.events.clear();
        scenario.simulation.burn_in_quarters = 0;
        scenario.units["core"].structure.clear();
        scenario
    };
    assert_eq!(same(loose.clone()), same(fusion));
    assert_eq!(same(loose), same(reorganisation));
}

#[test]
fn the_text_of_a_scenario_gives_the_same_scenario() {
    for name in ["loose-coupling", "fusion-teams", "reorganisation"] {
        let path = format!("scenarios/{name}.toml");
        let loaded = good(load(
            Path::new(&path),
            &["simulation.seed=9223372036854775807".into()],
        ));
        let text = loaded.scenario.to_toml().unwrap();
        let again = good(load_str(&text));
        assert_eq!(again.scenario, loaded.scenario);
        assert_eq!(again.scenario.to_toml().unwrap(), text);
    }
}

#[test]
fn a_file_that_is_not_text_says_so() {
    let latin = b"# Z\xfcrich\n".to_vec();
    assert_eq!(codes(load_bytes("f.toml", latin, &[])), ["not-utf8"]);
    let large = vec![b'\n'; 10_000_000];
    assert_eq!(codes(load_bytes("f.toml", large, &[])), ["too-large"]);
    let zeros = vec![0; 100];
    assert!(codes(load_bytes("f.toml", zeros, &[])).contains(&"syntax"));
}

#[test]
fn of_a_file_of_another_kind_the_faults_that_are_shown_say_what_was_meant() {
    let text: String = (0..500).map(|i| format!("title_{i} = 1\n")).collect();
    let experiment = folder(&[("study.toml", &text)]);
    let experiment = orgsim::questions::file::load(&experiment.path().join("study.toml"), &[]);
    for faults in [load_str(&text).unwrap_err(), experiment.unwrap_err()] {
        let unknown = |fault: &&Diagnostic| fault.message.contains("key `title_");
        let unknown: Vec<&Diagnostic> = faults.0.iter().filter(unknown).collect();
        assert_eq!(unknown.len(), 500);
        let is_helped = |fault: &&&Diagnostic| !fault.help.is_empty();
        assert_eq!(unknown.iter().filter(is_helped).count(), MOST_SHOWN);
    }
}

#[test]
fn a_missing_file_does_not_hide_faults_of_overrides() {
    let overrides = ["transfer.tacitness=2".to_owned()];
    let found = codes(load(Path::new("no/such/file.toml"), &overrides));
    assert_eq!(found, ["unreadable", "out-of-range"]);
}

#[test]
fn a_value_with_a_fault_is_left_out_of_rules() {
    // With the default instead of 7 the weights would not add up either.
    let text = "[incentives.publication]\npapers = 7\ncitations = 0.1\n";
    assert_eq!(codes(load_str(text)), ["out-of-range"]);
}

/// Nothing ever comes from a pipe that nobody writes to.
#[cfg(unix)]
#[test]
fn what_a_file_names_is_a_file_and_no_pipe_and_no_device() {
    let named = |name: &str| {
        let folder = folder(&[
            ("a.toml", &format!("extends = '{name}'\n")),
            (
                "study.toml",
                &format!("measures = ['papers_accepted']\nbase = '{name}'\n"),
            ),
            (
                "design.toml",
                &format!(
                    "measures = ['papers_accepted']\n[factors.t]\nkey = 'transfer.tacitness'\n\
                     range = [0.1, 0.9]\n[design]\nkind = 'csv'\nfile = '{name}'\n"
                ),
            ),
            (
                "claims.csv",
                &format!(
                    "id,quantity,before,after,unit,measure,scenario\n\
                     a,x,1,2,days,training_days,{name}\n"
                ),
            ),
        ]);
        let made = Command::new("mkfifo")
            .arg(folder.path().join("pipe"))
            .status();
        assert!(made.unwrap().success());
        let path = |file: &str| folder.path().join(file);
        [
            load(&path("a.toml"), &[]).unwrap_err(),
            file::load(&path("study.toml"), &[]).unwrap_err(),
            file::load(&path("design.toml"), &[]).unwrap_err(),
            Claims::load(&path("claims.csv")).unwrap_err(),
        ]
    };
    for name in ["pipe", "/dev/zero", "/dev/tty"] {
        for faults in named(name) {
            let told = faults.to_string();
            assert!(
                told.contains(&format!("{name}` is a pipe or a device")),
                "{told}"
            );
            assert!(
                faults.0.iter().any(|fault| fault.primary.is_some()),
                "{told}"
            );
        }
    }
}
