import type { AnyResult } from '../../domain/result.ts';
import type { Block } from '../blocks.ts';
import type { Locale } from '../options.ts';
import type { ResultOf } from '../result-of.ts';
import { viewCatalogList } from './catalog-list.ts';
import { viewCatalogShow } from './catalog-show.ts';
import { viewCompare } from './compare.ts';
import { viewDetect } from './detect.ts';
import { viewPlan } from './plan.ts';
import { viewRecommend } from './recommend.ts';
import { viewWhy } from './why.ts';
import { type Words, wordsFor } from './words.ts';

type View<R> = (result: R, words: Words) => readonly Block[];

/** A new command is one view and one line. */
const VIEWS: { readonly [C in AnyResult['command']]: View<ResultOf<C>> } = {
  recommend: viewRecommend,
  plan: viewPlan,
  why: viewWhy,
  compare: viewCompare,
  detect: viewDetect,
  doctor: viewDetect,
  'catalog list': viewCatalogList,
  'catalog show': viewCatalogShow,
};

/** What there is to say about a result, in one language. */
export function blocksOf(result: AnyResult, locale: Locale): readonly Block[] {
  const view = VIEWS[result.command] as View<AnyResult>;
  return view(result, wordsFor(result, locale));
}
