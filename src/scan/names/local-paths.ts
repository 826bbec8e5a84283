/** First parts of relative paths; repositories of the hub have owners of other names. */
const LOCAL_FOLDERS: ReadonlySet<string> = new Set(
  (
    'adapter adapters app apps artifact artifacts asset assets backend bin build cache checkpoint checkpoints ckpt ckpts conf config configs custom_nodes data ' +
    'dataset datasets dist docs download downloads example examples experiments export exports files finetuned gguf home input inputs lib lora loras log logs mnt ' +
    'model models model-store opt out output outputs packages pretrained pretrained_models result results root run runs saved saved_model saved_models saves ' +
    'scripts server share spaces src static storage temp test tests tmp trained usr var volume volumes weight weights work workdir workspace'
  ).split(' '),
);

const FILE =
  /\.(?:gguf|ggml|bin|safetensors|json|jsonl|jinja2?|ya?ml|toml|py|ts|js|sh|pt|pth|onnx|ckpt|model|tflite|engine|plan|tar|gz|zip|txt|md|h5|pkl|npz|mar|xml|csv)$/i;

/** Whether a value is a path or a file rather than a name somebody publishes under. */
export function isLocalPath(value: string): boolean {
  if (/^(?:\.{0,2}[\\/]|\.{1,2}$|~|file:|[A-Za-z]:[\\/])/.test(value) || value.includes('\\')) return true;
  const parts = value.split('/');
  return (
    parts.length > 2 || FILE.test(value) || (parts.length === 2 && LOCAL_FOLDERS.has((parts[0] ?? '').toLowerCase()))
  );
}

/** The part of a path that may tell which model it is: the last one, without endings. */
export function pathHint(value: string): string {
  const parts = value.split(/[\\/]/).filter((part) => part !== '' && !/^\.+$/.test(part));
  return (parts.at(-1) ?? '').replace(FILE, '').slice(0, 120);
}

/** A path as written in a file, below the root; undefined when it is absolute or leads out of the tree. */
export function localPath(file: string, written: string): string | undefined {
  const value = written.replaceAll('\\', '/').replace(/^["']|["']$/g, '');
  if (/^(?:\/|~|[A-Za-z]:)/.test(value) || value.includes('$')) return undefined;
  const parts = file.split('/').slice(0, -1);
  for (const part of value.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
