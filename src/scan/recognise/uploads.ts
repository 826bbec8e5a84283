import type { ModelArtifact, TextPosition } from '../../domain/reference.ts';
import { isHubId } from '../names/hub-id.ts';
import type { Entry } from '../text/entry.ts';

const UPLOAD_KEY = /^(?:hub_model_id|hubModelId|push_to_hub_model_id|hub_repo_id|upload_repo)$/;

/** Names under which configuration files publish: not used, but made here. */
export function readUploads(entries: readonly Entry[], file: string): readonly ModelArtifact[] {
  return entries
    .filter((entry) => entry.form === 'pair' && UPLOAD_KEY.test(entry.key.replaceAll('-', '_')))
    .flatMap((entry) => upload(entry, entry.value, file));
}

export function upload(at: TextPosition, name: string, file: string): readonly ModelArtifact[] {
  return isHubId(name) ? [{ origin: 'upload', file, line: at.line, name, bases: [] }] : [];
}
