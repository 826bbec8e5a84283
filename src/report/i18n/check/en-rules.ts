import type { CheckTexts } from './texts.ts';

export const rules: CheckTexts['rules'] = {
  LLA001: {
    summary: "The policy's own lists forbid the license or the model.",
    help: 'Use another model, or change the lists of the policy after a review.',
  },
  LLA002: {
    summary: 'The license is missing or nobody has read it.',
    help: 'Find the license text of the model and record the answer under models.clarify, or use a model whose terms are known.',
  },
  LLA003: {
    summary: 'A duty of the license is not shown to be met.',
    help: 'Meet the duty and show it: a text in a file (obligationEvidence), rules of conduct that were read (acknowledge), or a record (permissions).',
  },
  LLA004: {
    summary: 'A limit of users or revenue is exceeded, or the number is not stated.',
    help: 'State the number in the profile of the policy. Above the limit, get an agreement from the licensor and record it under permissions.',
  },
  LLA005: {
    summary: 'The license does not reach the country of the licensee or of use.',
    help: 'Use another model in these countries; what counts, seat or place of use, is in the clause.',
  },
  LLA006: {
    summary: 'The license forbids this kind of use: commercial, production, redistribution.',
    help: 'Use another model, or get a license for this use and record it under permissions.',
  },
  LLA007: {
    summary: "The model's own label is weaker than the terms of a model it derives from.",
    help: 'Follow the terms of the base model: whoever fine-tunes or re-uploads cannot grant more than they got.',
  },
  LLA008: {
    summary: 'A published derivative has to carry a name prefix.',
    help: 'Rename the published model so that it begins as the license asks.',
  },
  LLA009: {
    summary: 'Outputs may not be used this way, mostly not to train other models.',
    help: 'Generate training data with a model whose license permits it.',
  },
  LLA010: {
    summary: 'A waiver has run out; what it covered counts again.',
    help: 'Renew the waiver after a review, or remove it with what it covered.',
  },
  LLA011: {
    summary: 'A waiver or a baseline entry matches nothing any more.',
    help: 'Remove it, so that it cannot cover something new by accident.',
  },
  LLA012: {
    summary: 'A model reference cannot be resolved to a model.',
    help: 'Write the name of the model where it is used, or pin it in a file that the check reads.',
  },
  LLA013: {
    summary: 'The reference names no fixed revision, so its terms may change.',
    help: 'Add a commit or a digest to the reference, or commit a lock: llm-advisor check lock.',
  },
  LLA014: {
    summary: 'The evidence of a license differs from what was locked, clarified or waived.',
    help: 'Read what changed, then run llm-advisor check lock, or renew the clarification or waiver.',
  },
  LLA015: {
    summary: 'The hub asks for acceptance before download.',
    help: "Accept the terms at the publisher's page with the account that downloads.",
  },
  LLA016: {
    summary: 'The catalog is older than the policy accepts.',
    help: 'Update llm-advisor: terms of new models and versions are missing.',
  },
  LLA017: {
    summary: 'Hosting or this kind of business needs a license of its own.',
    help: 'Get an agreement from the licensor and record it under permissions, or use another model.',
  },
  LLA018: {
    summary: 'Two licenses of one model ask for things that exclude each other.',
    help: 'Do not publish this combination; build on models whose licenses agree.',
  },
  LLA019: {
    summary: 'The label names several texts or models, or two labels contradict each other.',
    help: 'Name the exact model and tag; where the label itself is unclear, read the text and record it under models.clarify.',
  },
  LLA020: {
    summary: "The code names no model, so a library's default is used.",
    help: 'Name the model explicitly.',
  },
  LLA021: {
    summary: 'The model is called as a service; the terms of the provider apply.',
    help: 'Check the contract with the provider: its terms are not judged here.',
  },
  LLA022: {
    summary: 'The reference is missing in the lock file.',
    help: 'Run llm-advisor check lock, review the difference and commit it.',
  },
};
