//! Names: what ids are called, in a language.

use crate::calendar::Day;
use crate::chart::{EventId, StateId, TransitionId};
use crate::lang::{Args, Lang, Phrase, Text, Word};
use crate::policy::{ArticleRef, Cited};
use crate::program::{FieldId, Program, RuleId};
use crate::rule::{InstanceId, MachineId, ParamId};
use crate::scenario::address_text;
use crate::world::{ActorId, Address, Cast, World};

/// Tells what ids stand for.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The program.
    pub program: &'a Program,
    /// The cast.
    pub cast: &'a Cast,
    /// The world at the end: what was ever opened and not undone is there.
    pub world: &'a World,
    /// What was undone in the step that is told.
    pub undone: &'a [(InstanceId, Address)],
    /// The day that is told: the text in force on it says what articles are called.
    pub day: Option<Day>,
    /// The language.
    pub lang: Lang,
}

impl<'a> Teller<'a> {
    /// Tells a world as it stands today.
    pub fn today(program: &'a Program, cast: &'a Cast, world: &'a World, lang: Lang) -> Self {
        Self { program, cast, world, undone: &[], day: Some(world.today()), lang }
    }
    /// A phrase without arguments.
    pub fn plain(&self, phrase: Phrase) -> &'static str {
        phrase.plain(self.lang)
    }
    /// A phrase with arguments.
    pub fn say(&self, phrase: Phrase, args: Args) -> String {
        phrase.with(self.lang, &args)
    }
    /// A title, or the name where there is none.
    pub fn title(&self, title: &'a Text, name: &'a str) -> &'a str {
        let said = title.get(self.lang);
        if said.is_empty() { name } else { said }
    }
    /// The sources in brackets; nothing where there are none.
    pub fn cite(&self, cited: &Cited) -> String {
        if cited.is_empty() {
            return String::new();
        }
        let articles = cited.articles.iter().map(|article| self.article(*article));
        let all: Vec<String> = articles.chain(cited.readings.iter().cloned()).collect();
        let text = all.join(self.lang.list_separator());
        self.say(Phrase::Bracketed, vec![("text", text.into())])
    }
    /// An article by its number in the text in force on the day that is told:
    /// 第二十四条（原第二十三条）.
    pub fn article(&self, article: ArticleRef) -> String {
        let number = self.day.and_then(|day| self.program.versions.number_on(day, article));
        let cited = number.unwrap_or(article).cite(self.lang);
        if article.is_new || number.is_none_or(|number| number == article) {
            return cited;
        }
        let was = article.cite(self.lang);
        self.say(Phrase::CiteMoved, vec![("article", cited.into()), ("was", was.into())])
    }
    /// Articles joined.
    pub fn articles(&self, articles: &[ArticleRef]) -> String {
        let said: Vec<_> = articles.iter().map(|article| self.article(*article)).collect();
        said.join(self.lang.list_separator())
    }
    /// The address of an instance.
    pub fn instance(&self, id: InstanceId) -> String {
        match self.undone.iter().find(|(undone, _)| *undone == id) {
            Some((_, address)) => self.address(address),
            None => self.address(&self.world.address(self.program, id)),
        }
    }
    /// The machine of an instance.
    pub fn machine_of(&self, id: InstanceId) -> MachineId {
        let undone = self.undone.iter().find(|(undone, _)| *undone == id);
        let last = undone.and_then(|(_, address)| address.parts.last());
        last.map_or_else(|| self.world.machine_of(id), |part| part.machine)
    }
    /// An address.
    pub fn address(&self, address: &Address) -> String {
        address_text(self.program, self.cast, address)
    }
    /// An actor.
    pub fn actor(&self, actor: Option<ActorId>) -> String {
        match actor {
            Some(actor) => {
                let actor = &self.cast.actors[actor];
                self.title(&actor.title, &actor.name).to_owned()
            }
            None => String::new(),
        }
    }
    /// Someone who acts, as the beginning of a line; nothing where nobody does.
    pub fn who(&self, actor: Option<ActorId>) -> Word {
        match actor {
            Some(_) => Word::Phrase(Phrase::TellWho, vec![("who", self.actor(actor).into())]),
            None => Word::Plain(String::new()),
        }
    }
    /// An event.
    pub fn event(&self, event: EventId) -> String {
        let event = &self.program.events[event];
        self.title(&event.title, &event.name).to_owned()
    }
    /// A state.
    pub fn state(&self, machine: MachineId, state: StateId) -> String {
        let state = &self.program.machines[machine].states[state];
        self.title(&state.title, &state.name).to_owned()
    }
    /// A transition: its own title, that of its event, or what kind of trigger it has.
    pub fn transition(&self, machine: MachineId, id: TransitionId) -> String {
        let transition = &self.program.machines[machine].transitions[id];
        if !transition.title.is_empty() {
            return transition.title.get(self.lang).to_owned();
        }
        match (transition.events.first(), &transition.timer) {
            (Some(&event), _) => self.event(event),
            (None, Some(_)) => self.plain(Phrase::TimerRanOut).to_owned(),
            (None, None) => self.plain(Phrase::Automatic).to_owned(),
        }
    }
    /// A rule.
    pub fn rule(&self, id: RuleId) -> String {
        let rule = &self.program.rules[id];
        self.title(&rule.title, &rule.name).to_owned()
    }
    /// A field of an event.
    pub fn field(&self, id: FieldId) -> String {
        let field = &self.program.fields[id];
        self.title(&field.title, &field.name).to_owned()
    }
    /// What an event carries, as that event calls it.
    pub fn event_field(&self, event: EventId, id: FieldId) -> String {
        let event = &self.program.events[event];
        let at = event.data.iter().position(|(known, _)| *known == id);
        match at.and_then(|at| event.titles.get(at)).filter(|title| !title.is_empty()) {
            Some(title) => title.get(self.lang).to_owned(),
            None => self.field(id),
        }
    }
    /// A parameter.
    pub fn parameter(&self, id: ParamId) -> String {
        let parameter = &self.program.parameters[id];
        self.title(&parameter.title, &parameter.name).to_owned()
    }
}
