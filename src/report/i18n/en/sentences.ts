import type { Sentences } from '../sentences.ts';
import { list } from './list.ts';
import { plural } from './plural.ts';
import { upperFirst } from './upper-first.ts';

const stop = (text: string): string => (text === '' ? '' : `${upperFirst(text)}.`);
const or = (condition: boolean, text: string): string => (condition ? text : '');

export const sentences: Sentences = {
  sentence: (clauses) => stop(clauses.join('; ')),
  paragraph: (parts) => parts.filter((part) => part !== '').join(' '),
  comma: ', ',
  labelled: (label, text) => `${label}: ${text}`,
  users: (count) => plural(count, 'user'),
  needs: (need) =>
    `${need.useCase}${or(need.languages.length > 0, ` in ${list(need.languages)}`)}, ${need.context} tokens of context, ${plural(need.users, 'user')}, license policy ${need.license}`,
  devices: (count, name, total, free) =>
    `${or(count > 1, `${count} × `)}${name}${total === null ? ' (memory unknown)' : ` (${total}${or(count > 1, ' each')}${free === null ? '' : `, ${free} free`})`}`,
  amountFree: (total, available) => `${total}${available === null ? '' : ` (${available} free)`}`,
  ramOf: (total, available) => `${total} RAM${available === null ? '' : ` (${available} free)`}`,
  cores: (count) => plural(count, 'core'),
  machine: (parts, origin) => `${parts.join(', ')} (${origin})`,
  noDevices: () => 'no GPU',
  take: ({ model, id, quantization, engine }) =>
    `${model}${or(id !== model, ` (${id})`)} in ${quantization} on ${engine}.`,
  behind: (model, margin) => `${model}, ${margin} behind in score.`,
  excluded: (model, clauses) => `${model}: ${clauses.join('; ')}.`,
  ruledOut: (total, considered, parts) =>
    `${total} of ${plural(considered, 'model')}${or(parts.length > 0, `: ${parts.map(({ what, count }) => `${count} ${what}`).join(', ')}`)}.`,
  unlocks: (change, offer, gain) =>
    `${upperFirst(change)}, ${offer.model} in ${offer.quantization} on ${offer.engine} would come in${gain === null ? '' : ` (quality +${gain})`}.`,
  sure: ({ memory, speed, quality }, f) => {
    const evidence =
      memory === speed && speed === quality
        ? `Memory, speed and quality are all ${f.basis(memory)}.`
        : `Memory is ${f.basis(memory)}, speed ${speed === null ? 'unknown' : f.basis(speed)}, quality ${f.basis(quality)}.`;
    return `${evidence} Expect to land within the ranges; running the command is the test.`;
  },
  allUsers: (users, throughput) => `${plural(users, 'user')} together get ${throughput}.`,
  nothingFits: () => 'Nothing in the catalog serves this need on this machine.',
  nothingToRun: () => 'There is no command to run: it does not run as asked.',
  licenses: (ids, verdict) => `${ids.join(' AND ')}: ${verdict}.`,
  duties: (clauses) => `You have to: ${clauses.join('; ')}.`,
  notLegalAdvice: () => 'Read the terms; this is not legal advice.',
  limit: ({ context, users }) =>
    `${context === null ? 'No context fits' : `At most ${context} tokens of context for each user`}; ${users === null ? 'no number of users fits at the asked context' : `at most ${plural(users, 'user')} at the asked context`}.`,
  noted: (text, note) => `${text} (${note})`,
  bound: (what) => `Decode is limited by ${what}.`,
  whyTitle: (model, outcome, rank) => `${model}: ${outcome}${rank === null ? '' : `, rank ${rank}`}.`,
  counted: (shown) => `${plural(shown, 'model')}.`,
};
