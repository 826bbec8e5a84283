import { checkTexts as zhCNTexts } from '../i18n/check/zh-CN.ts';
import { zhCN } from '../i18n/zh-CN/messages.ts';
import type { Locale } from '../options.ts';
import { english } from './english.ts';
import { type CheckSpeaker, createSpeaker } from './speaker.ts';

const SPEAKERS: Readonly<Record<Locale, () => CheckSpeaker>> = {
  en: () => english,
  'zh-CN': () => createSpeaker(zhCN, zhCNTexts),
};

/** The speaker of one language, for formats that people read. */
export function speakerFor(locale: Locale): CheckSpeaker {
  return SPEAKERS[locale]();
}
