import type { CheckInput, LicenseText } from '../../advisor/check/input.ts';
import { readEvidence } from '../../catalog/check-files.ts';
import type { EvidenceCard } from '../../catalog/schema/check-files.ts';
import { AdvisorError } from '../../domain/problem.ts';
import type { ModelCard } from '../../license/label.ts';
import type { Io } from '../io.ts';
import { readInput } from '../session.ts';

/** Cards that the user brings along. Throws {@link AdvisorError} (`input-file`) with everything wrong about the file. */
export async function openCards(file: string | undefined, io: Io): Promise<Pick<CheckInput, 'cards' | 'texts'>> {
  if (file === undefined) return { cards: new Map(), texts: new Map() };
  const read = readEvidence(await readInput(file, io), file);
  if (read.kind === 'error') throw new AdvisorError('input-file', read.problems);
  const entries = Object.entries(read.value);
  const texts = entries.flatMap(([id, { license_text_sha256: sha256 }]): readonly [string, LicenseText][] =>
    sha256 === undefined ? [] : [[id, { sha256, file }]],
  );
  return { cards: new Map(entries.map(([id, card]) => [id, toCard(id, card)])), texts: new Map(texts) };
}

function toCard(id: string, card: EvidenceCard): ModelCard {
  const bases = typeof card.base_model === 'string' ? [card.base_model] : (card.base_model ?? []);
  const relation = card.base_model_relation ?? (bases.length > 1 ? 'merge' : 'finetune');
  return {
    id,
    ...(card.license === undefined ? {} : { license: card.license }),
    ...(card.license_name === undefined ? {} : { licenseName: card.license_name }),
    ...(card.license_link === undefined ? {} : { licenseLink: card.license_link }),
    bases: bases.map((base) => ({ id: base, relation })),
  };
}
