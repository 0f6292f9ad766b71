//! The arguments, with help in both languages.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command};

use super::DEFAULT_LANG;
use super::asking::{
    along, comparing, covering, dating, deciding, everywhere, flipping, generating, mutating,
    noticing, pages, papers, relating, shell, testing,
};
use crate::lang::{Lang, Phrase};

/// The language: `--lang`, else the locale, else Chinese.
pub fn language(words: &[OsString], environment: impl Fn(&str) -> Option<String>) -> Lang {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let chosen =
        words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang") {
            Some("") => words.get(at + 1).copied(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        });
    if let Some(lang) = chosen.and_then(Lang::from_locale) {
        return lang;
    }
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| environment(name))
        .find(|value| !value.is_empty())
        .and_then(|value| Lang::from_locale(&value))
        .unwrap_or(DEFAULT_LANG)
}

/// The command and its subcommands.
pub fn command(lang: Lang) -> Command {
    whole(lang).mut_subcommands(|sub| {
        sub.mut_args(|arg| {
            let positional = arg.is_positional();
            let heading = if positional { Phrase::HelpArguments } else { Phrase::HelpOptions };
            arg.help_heading(heading.plain(lang))
        })
    })
}

fn whole(lang: Lang) -> Command {
    let say = |phrase: Phrase| phrase.plain(lang).to_owned();
    let heading = |phrase: Phrase| Phrase::Heading.with(lang, &[("name", phrase.into())]);
    let template = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n{}\n{{positionals}}\n\n{}\n{{options}}{{after-help}}",
        heading(Phrase::HelpUsage),
        heading(Phrase::HelpArguments),
        heading(Phrase::HelpOptions),
    );
    let bundle =
        || Arg::new("bundle").long("bundle").value_name("DIR").help(say(Phrase::HelpBundle));
    let format = |values: &'static [&'static str]| {
        Arg::new("format")
            .long("format")
            .value_name(values.join("|"))
            .value_parser(values.to_vec())
            .hide_possible_values(true)
            .default_value(values.first().copied().unwrap_or("human"))
            .hide_default_value(true)
            .help(say(Phrase::HelpFormat))
    };
    let out_file =
        || Arg::new("out").long("out").short('o').value_name("FILE").help(say(Phrase::HelpOut));
    let wish = |name: &'static str, form: &'static str, help: Phrase| {
        Arg::new(name).long(name).value_name(form).action(ArgAction::Append).help(say(help))
    };
    let amendment = || wish("amendment", "NAME", Phrase::HelpUnderAmendment);
    let set_from = || {
        Arg::new("set-from")
            .long("from")
            .value_name("DATE")
            .requires("set")
            .help(say(Phrase::HelpSetFrom))
    };
    let sub = |name: &'static str, about: Phrase, examples: Phrase| {
        Command::new(name)
            .about(say(about))
            .after_help(say(examples))
            .help_template(template.clone())
            .disable_help_flag(true)
            .arg(help_arg(lang))
    };
    Command::new("banfa")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .about(say(Phrase::HelpAbout))
        .after_help(say(Phrase::HelpExamples))
        .help_template(format!(
            "{{about-with-newline}}\n{} {{usage}}\n\n{}\n{{subcommands}}\n\n{}\n{{options}}{{after-help}}",
            heading(Phrase::HelpUsage),
            heading(Phrase::HelpCommands),
            heading(Phrase::HelpOptions),
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(help_arg(lang).global(false))
        .arg(
            Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(say(Phrase::HelpVersion)),
        )
        .args(everywhere(lang))
        .subcommand(
            sub("run", Phrase::HelpRun, Phrase::ExamplesRun)
                .arg(paths(lang).num_args(0..))
                .arg(bundle())
                .arg(amendment())
                .arg(wish("reading", "A12=…", Phrase::HelpReading))
                .arg(wish("set", "NAME=…", Phrase::HelpSet))
                .arg(set_from())
                .arg(wish("assume", "YEAR=…", Phrase::HelpAssume))
                .arg(
                    Arg::new("record")
                        .long("record")
                        .value_name("NAME")
                        .conflicts_with_all(["paths", "amendment", "reading", "set", "assume", "format"])
                        .help(say(Phrase::HelpRecord)),
                )
                .arg(format(&["human", "json"])),
        )
        .subcommand(
            sub("explain", Phrase::HelpExplain, Phrase::ExamplesExplain)
                .arg(Arg::new("scenario").required(true).value_name("SCENARIO").help(say(Phrase::HelpScenario)))
                .arg(Arg::new("instance").value_name("INSTANCE").help(say(Phrase::HelpInstance)))
                .arg(bundle())
                .arg(amendment())
                .arg(wish("assume", "YEAR=…", Phrase::HelpAssume))
                .args(flipping(lang))
                .arg(format(&["human", "md", "html"]))
                .arg(out_file()),
        )
        .subcommand(
            sub("check", Phrase::HelpCheck, Phrase::ExamplesCheck)
                .arg(Arg::new("bundles").value_name("BUNDLE").num_args(0..).help(say(Phrase::HelpBundles)))
                .arg(Arg::new("explain").long("explain").value_name("NAME").help(say(Phrase::HelpExplainCode)))
                .arg(format(&["human", "json"])),
        )
        .subcommand(
            sub("graph", Phrase::HelpGraph, Phrase::ExamplesGraph)
                .arg(Arg::new("machine").value_name("MACHINE").help(say(Phrase::HelpMachine)))
                .arg(bundle())
                .arg(amendment())
                .arg(format(&["svg", "mermaid", "dot"]))
                .arg(out_file()),
        )
        .subcommand(
            sub("articles", Phrase::HelpArticles, Phrase::ExamplesArticles)
                .arg(Arg::new("article").value_name("ARTICLE").help(say(Phrase::HelpArticle)))
                .arg(bundle())
                .arg(amendment())
                .arg(
                    Arg::new("missing")
                        .long("missing")
                        .action(ArgAction::SetTrue)
                        .help(say(Phrase::HelpMissing)),
                )
                .arg(format(&["human", "md", "html", "json"])),
        )
        .subcommand(
            covering(sub("coverage", Phrase::HelpCoverage, Phrase::ExamplesCoverage), &wish, lang)
                .arg(bundle())
                .arg(out_file()),
        )
        .subcommand(
            relating(sub("relations", Phrase::HelpRelations, Phrase::ExamplesRelations), &wish, lang)
                .arg(bundle())
                .arg(format(&["human", "json"]))
                .arg(out_file()),
        )
        .subcommand(
            generating(sub("generate", Phrase::HelpGenerate, Phrase::ExamplesGenerate), lang)
                .arg(bundle())
                .arg(wish("assume", "YEAR=…", Phrase::HelpAssume)),
        )
        .subcommand(
            sub("text", Phrase::HelpText, Phrase::ExamplesText)
                .arg(Arg::new("article").value_name("ARTICLE").help(say(Phrase::HelpArticle)))
                .arg(bundle())
                .arg(wish("set", "NAME=…", Phrase::HelpSetText))
                .arg(set_from())
                .arg(
                    wish("amendment", "NAME", Phrase::HelpAmendment)
                        .conflicts_with_all(["set", "on", "marks"]),
                )
                .arg(
                    Arg::new("changes")
                        .long("changes")
                        .action(ArgAction::SetTrue)
                        .requires("amendment")
                        .conflicts_with("article")
                        .help(say(Phrase::HelpChanges)),
                )
                .arg(Arg::new("on").long("on").value_name("DATE").help(say(Phrase::HelpOn)))
                .arg(
                    Arg::new("marks")
                        .long("marks")
                        .action(ArgAction::SetTrue)
                        .help(say(Phrase::HelpMarks)),
                )
                .arg(format(&["human", "md", "html"])),
        )
        .subcommand(
            sub("may", Phrase::HelpMay, Phrase::ExamplesMay)
                .arg(
                    Arg::new("scenario")
                        .required(true)
                        .value_name("SCENARIO")
                        .help(say(Phrase::HelpScenario)),
                )
                .arg(Arg::new("who").value_name("WHO").help(say(Phrase::HelpWho)))
                .arg(Arg::new("on").long("on").value_name("DATE").help(say(Phrase::HelpMayOn)))
                .arg(bundle())
                .arg(amendment())
                .arg(wish("assume", "YEAR=…", Phrase::HelpAssume)),
        )
        .subcommand(
            sub("plan", Phrase::HelpPlan, Phrase::ExamplesPlan)
                .arg(Arg::new("instance").required(true).value_name("INSTANCE").help(say(Phrase::HelpPlanInstance)))
                .arg(Arg::new("from").long("from").required(true).value_name("DATE").help(say(Phrase::HelpFrom)))
                .arg(Arg::new("like").long("like").value_name("SCENARIO").help(say(Phrase::HelpLike)))
                .arg(bundle())
                .arg(amendment())
                .arg(wish("reading", "A12=…", Phrase::HelpPlanReading))
                .arg(wish("set", "NAME=…", Phrase::HelpPlanSet))
                .arg(wish("assume", "YEAR=…", Phrase::HelpAssume)),
        )
        .subcommand(
            sub("unasked", Phrase::HelpUnasked, Phrase::ExamplesUnasked)
                .arg(
                    Arg::new("amendment")
                        .required(true)
                        .num_args(1..)
                        .value_name("NAME")
                        .help(say(Phrase::HelpUnaskedName)),
                )
                .arg(bundle())
                .arg(wish("assume", "YEAR=…", Phrase::HelpAssume))
                .arg(
                    Arg::new("checklist")
                        .long("checklist")
                        .action(ArgAction::SetTrue)
                        .help(say(Phrase::HelpChecklist)),
                )
                .arg(format(&["human", "json", "md"])),
        )
        .subcommand(along(
            sub("timeline", Phrase::HelpTimeline, Phrase::ExamplesTimeline),
            &wish,
            lang,
        ).arg(bundle()).arg(format(&["human", "json", "svg", "html"])).arg(out_file()))
        .subcommand(papers(
            sub("papers", Phrase::HelpPapers, Phrase::ExamplesPapers),
            lang,
        ).arg(bundle()))
        .subcommand(
            sub("adopt", Phrase::HelpAdopt, Phrase::ExamplesAdopt)
                .arg(
                    Arg::new("amendment")
                        .required(true)
                        .num_args(1..)
                        .value_name("NAME")
                        .help(say(Phrase::HelpAdoptName)),
                )
                .arg(
                    Arg::new("into")
                        .long("into")
                        .required(true)
                        .value_name("BUNDLE")
                        .help(say(Phrase::HelpAdoptInto)),
                )
                .arg(
                    Arg::new("dry-run")
                        .long("dry-run")
                        .action(ArgAction::SetTrue)
                        .help(say(Phrase::HelpAdoptDry)),
                )
                .arg(bundle()),
        )
        .subcommand(
            mutating(sub("mutate", Phrase::HelpMutate, Phrase::ExamplesMutate), lang).arg(out_file()),
        )
        .subcommand(
            deciding(sub("decision", Phrase::HelpDecision, Phrase::ExamplesDecision), lang)
                .arg(format(&["human", "json"])),
        )
        .subcommand(
            sub("new", Phrase::HelpNew, Phrase::ExamplesNew)
                .arg(
                    Arg::new("measure")
                        .required_unless_present("amendment")
                        .conflicts_with("amendment")
                        .value_name("MEASURE")
                        .help(say(Phrase::HelpNewMeasure)),
                )
                .arg(
                    Arg::new("from")
                        .long("from")
                        .value_name("BUNDLE")
                        .conflicts_with("amendment")
                        .help(say(Phrase::HelpNewFrom)),
                )
                .arg(
                    Arg::new("from-text")
                        .long("from-text")
                        .value_name("FILE")
                        .conflicts_with_all(["from", "amendment"])
                        .help(say(Phrase::HelpNewText)),
                )
                .arg(
                    Arg::new("amendment")
                        .long("amendment")
                        .value_name("NAME")
                        .help(say(Phrase::HelpNewAmendment)),
                )
                .arg(
                    Arg::new("of")
                        .long("of")
                        .value_name("BUNDLE")
                        .requires("amendment")
                        .help(say(Phrase::HelpNewOf)),
                ),
        )
        .subcommand(
            sub("test", Phrase::HelpTest, Phrase::ExamplesTest)
                .arg(paths(lang).num_args(0..))
                .arg(bundle())
                .arg(amendment())
                .arg(
                    Arg::new("accept")
                        .long("accept")
                        .action(ArgAction::SetTrue)
                        .help(say(Phrase::HelpAccept)),
                )
                .args(testing(lang))
                .arg(
                    format(&["human", "json", "junit", "sarif", "codequality", "github", "md"])
                        .value_name("FORM")
                        .conflicts_with("review")
                        .help(say(Phrase::HelpFormatTest)),
                )
                .arg(out_file()),
        )
        .subcommand(
            sub("readings", Phrase::HelpReadings, Phrase::ExamplesReadings)
                .arg(
                    Arg::new("bundle-folder").value_name("BUNDLE").help(say(Phrase::HelpBundles)),
                )
                .arg(bundle())
                .arg(amendment())
                .arg(
                    Arg::new("pairs")
                        .long("pairs")
                        .action(ArgAction::SetTrue)
                        .help(say(Phrase::HelpPairs)),
                )
                .arg(format(&["human", "json"])),
        )
        .subcommand(comparing(
            sub("compare", Phrase::HelpCompare, Phrase::ExamplesCompare).arg(bundle()),
            wish("reading", "A12=…", Phrase::HelpCompareReading),
            wish("set", "NAME=…", Phrase::HelpSet),
            format(&["human", "json", "md", "html", "xlsx"])
                .value_name("FORM")
                .help(say(Phrase::HelpFormatCompare)),
            lang,
        ).arg(out_file()))
        .subcommand(
            sub("date", Phrase::HelpDate, Phrase::ExamplesDate)
                .args(dating(lang))
                .arg(format(&["human", "json"])),
        )
        .subcommand(
            sub("calendar", Phrase::HelpCalendarAdd, Phrase::ExamplesCalendar).args(noticing(lang)),
        )
        .subcommand(
            sub("completions", Phrase::HelpCompletions, Phrase::ExamplesCompletions)
                .arg(shell(lang)),
        )
        .subcommand(sub("man", Phrase::HelpMan, Phrase::ExamplesMan).arg(pages(lang)),
        )
}

fn help_arg(lang: Lang) -> Arg {
    Arg::new("help")
        .long("help")
        .short('h')
        .action(ArgAction::Help)
        .help(Phrase::HelpHelp.plain(lang).to_owned())
}

fn paths(lang: Lang) -> Arg {
    Arg::new("paths").value_name("PATH").help(Phrase::HelpPaths.plain(lang).to_owned())
}
