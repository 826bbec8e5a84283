import type { Platform } from '../../domain/hardware.ts';
import type { AnyResult } from '../../domain/result.ts';
import { createExplainer, type Explainer } from '../explain.ts';
import type { Figures } from '../figures.ts';
import { en } from '../i18n/en/messages.ts';
import type { Labels } from '../i18n/labels.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Sentences } from '../i18n/sentences.ts';
import type { ShowWords } from '../i18n/show.ts';
import { zhCN } from '../i18n/zh-CN/messages.ts';
import { namesOf } from '../names.ts';
import type { Locale } from '../options.ts';

/** A new language is a folder of texts and one line here. */
const LANGUAGES: Readonly<Record<Locale, Messages>> = { en, 'zh-CN': zhCN };

/** All a view needs to say something about one result. */
export interface Words {
  readonly explain: Explainer;
  readonly figures: Figures;
  readonly labels: Labels;
  readonly sentences: Sentences;
  readonly show: ShowWords;
  readonly platform: Platform;
}

export function wordsFor(result: AnyResult, locale: Locale): Words {
  const messages = LANGUAGES[locale];
  const explain = createExplainer(messages, namesOf(result));
  return {
    explain,
    figures: explain.figures,
    labels: messages.labels,
    sentences: messages.sentences,
    show: messages.show,
    platform: 'hardware' in result ? result.hardware.system.platform : 'linux',
  };
}
