import type { Messages } from '../messages.ts';
import { explanations } from './explanations.ts';
import { labels } from './labels.ts';
import { sentences } from './sentences.ts';
import { show } from './show.ts';

export const en: Messages = { ...explanations, labels, sentences, show };
