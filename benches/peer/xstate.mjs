// The lifecycle of policy/examples/lifecycle in XState 5, and the same records.
// node xstate.mjs actor|cohort RECORDS     XSTATE_DIR: a folder whose node_modules holds xstate
// actor: one actor after the other, each with its nine events; cohort: all actors alive, event by event.
// Prints one line of JSON: seconds (actors made and events sent, records not), the counts, the version.
// Seconds are those in which this thread had a processor; by the clock where the system does not tell.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.env.XSTATE_DIR || process.cwd(), 'package.json'));
const { createMachine, createActor } = require('xstate');
const { version } = require('xstate/package.json');
const [mode, records] = [process.argv[2], +process.argv[3]];

const guarded = (target, holds) =>
  [{ target, guard: ({ context }) => holds(context) }, { target: 'rejected' }];
const machine = createMachine({
  id: 'lifecycle', initial: 'submitted', context: ({ input }) => input,
  states: {
    submitted: { on: { accept: 'qualification', withdraw: 'withdrawn' } },
    qualification: { on: { qualify: guarded('notice', c => c.years >= 1 && !c.recent_loss && !c.duplicate) } },
    notice: { on: { notice_end: guarded('desk', c => !c.first_objection) } },
    desk: { on: { desk: guarded('site', c => c.desk_score >= 430) } },
    site: { on: { site: guarded('evaluation', c => c.site_score >= 430) } },
    evaluation: { on: { evaluate: guarded('shortlisted', c => c.total_score >= 460) } },
    shortlisted: { on: { select: guarded('final_notice', c => c.rank < 32) } },
    final_notice: { on: { final_end: guarded('awarded', c => !c.second_objection) } },
    awarded: { on: { audit: { target: 'revoked', guard: ({ context }) => context.incident } } },
    rejected: {}, withdrawn: {}, revoked: {},
  },
});
const events = ['accept', 'qualify', 'notice_end', 'desk', 'site', 'evaluate', 'select', 'final_end', 'audit']
  .map(type => ({ type }));

function record(index) {
  let seed = (index + 1) >>> 0;
  const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) >>> 16;
  next();
  const record = {
    years: next() % 10, recent_loss: next() % 20 === 0, duplicate: next() % 25 === 0,
    first_objection: next() % 50 === 0, desk_score: 400 + next() % 600, site_score: 400 + next() % 600,
    total_score: 0, rank: next() % 40, second_objection: next() % 50 === 0, incident: next() % 30 === 0,
  };
  record.total_score = (record.desk_score + record.site_score) >> 1;
  return record;
}

const inputs = Array.from({ length: records }, (_, index) => record(index));
const counts = {};
const count = actor => {
  const { value } = actor.getSnapshot();
  counts[value] = (counts[value] || 0) + 1;
};
const now = () => {
  try {
    const [spent] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
    if (+spent > 0) return BigInt(spent);
  } catch {}
  return process.hrtime.bigint();
};
const begin = now();
if (mode === 'actor') {
  for (const input of inputs) {
    const actor = createActor(machine, { input }).start();
    for (const event of events) actor.send(event);
    count(actor);
  }
} else {
  const actors = inputs.map(input => createActor(machine, { input }).start());
  for (const event of events) for (const actor of actors) actor.send(event);
  actors.forEach(count);
}
const seconds = Number(now() - begin) / 1e9;
console.log(JSON.stringify({
  version, seconds, awarded: counts.awarded || 0, rejected: counts.rejected || 0, revoked: counts.revoked || 0,
}));
