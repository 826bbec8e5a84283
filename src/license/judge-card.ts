import type { LicenseFinding, LicenseVerdict } from '../domain/license.ts';
import type { LicensePolicy } from '../domain/license-policy.ts';
import { judgeNode } from './judge.ts';
import { type LicenseBook, type ModelCard, readCard } from './label.ts';
import type { NodeLookup } from './lineage.ts';

/** Judges a model that is known by its card alone, or whose card may say otherwise than what is known of it. */
export function judgeCard(
  card: ModelCard,
  lookup: NodeLookup,
  book: LicenseBook,
  policy: LicensePolicy,
): LicenseVerdict {
  const { node, label, declared } = readCard(card, book);
  const said = label === 'contradictory' ? node.licenses : declared;
  const named = said.filter((id) => id !== 'other' && id !== 'unknown').join(', ');
  const args = { cause: label, model: card.id, known: node.licenses.join(', ') };
  const findings: LicenseFinding[] = [];
  if (label === 'contradictory') {
    const level = policy.settings.onUnknown;
    findings.push({ rule: 'LLA019', level, kind: 'unknown', license: named, args });
  } else if (label === 'overruled' && named !== '') {
    findings.push({ rule: 'LLA019', level: 'warning', kind: 'review', license: named, args });
  }
  return judgeNode(node, lookup, book.licenses, policy, findings);
}
