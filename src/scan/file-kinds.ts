/** Folders of packages, builds and tools: not this project's own text. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(
  '.git .hg .svn .jj node_modules bower_components vendor dist .venv venv __pycache__ .tox .nox .mypy_cache .pytest_cache .ruff_cache site-packages .next .nuxt .svelte-kit .yarn .pnpm-store .gradle .terraform .cache .idea'.split(
    ' ',
  ),
);

export const isSkippedFolder = (name: string): boolean => SKIPPED_FOLDERS.has(name);

/** Endings of pictures, sounds, archives, programs, weights and tables: nothing to read. */
const SKIPPED_ENDINGS: ReadonlySet<string> = new Set(
  (
    'png jpg jpeg gif webp avif ico bmp tif tiff svg psd heic mp3 mp4 m4a wav flac ogg webm mov avi mkv pdf doc docx xls xlsx ppt pptx odt zip gz tgz bz2 xz zst 7z ' +
    'rar tar jar war whl egg nupkg deb rpm dmg iso exe dll so dylib a o obj class pyc pyo pyd wasm bin dat db sqlite sqlite3 parquet arrow feather avro npy npz h5 hdf5 pkl ' +
    'pickle pt pth ckpt onnx pb tflite mlmodel engine plan model joblib woff woff2 ttf otf eot map csv tsv jsonl ndjson lock sum snap css scss less sass po mo pot tfrecord ' +
    'glb gltf fbx stl ply las tokens vocab bpe'
  ).split(' '),
);

const SKIPPED_NAMES =
  /^(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|composer\.lock|llm-advisor\.(?:policy|lock|baseline)[\w.-]*|tokenizer\.json|vocab\.json|merges\.txt|model\.safetensors\.index\.json|LICEN[CS]E(?:\.\w+)?|COPYING|CHANGELOG(?:\.\w+)?|NOTICE(?:\.\w+)?)$|\.min\.(?:js|css|mjs)$/i;

export type FileKind = 'text' | 'gguf' | 'safetensors' | 'skipped';

/** What to do with a file, by its name alone. */
export function fileKind(name: string): FileKind {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  if (ending === 'gguf') return 'gguf';
  if (ending === 'safetensors') return 'safetensors';
  return SKIPPED_ENDINGS.has(ending) || SKIPPED_NAMES.test(name) ? 'skipped' : 'text';
}

const MEBIBYTE = 1 << 20;

/** Longest file that is read: notebooks carry their pictures. */
export const byteLimit = (name: string): number => (name.endsWith('.ipynb') ? 5 * MEBIBYTE : MEBIBYTE);
