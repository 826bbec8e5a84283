import { checkTexts } from '../i18n/check/en.ts';
import { explanations } from '../i18n/en/explanations.ts';
import { type CheckSpeaker, createSpeaker } from './speaker.ts';

/** What machine formats say: the same bytes under every locale. */
export const english: CheckSpeaker = createSpeaker(explanations, checkTexts);
