/** Keep a value as it is. */
export const AS_IS = true;
type AsIs = typeof AS_IS;

/**
 * The keys of an output in the order they are written. Every key of the type must be named, so that a new field cannot be forgotten; a
 * function rewrites a value (a reason gets its text). Shapes of arrays are those of their items.
 */
export type Shape<T> =
  | AsIs
  | ((value: T) => unknown)
  | (T extends readonly (infer Item)[]
      ? Shape<Item>
      : T extends object
        ? { readonly [K in keyof T]-?: Shape<NonNullable<T[K]>> }
        : AsIs);

type AnyShape = AsIs | ((value: never) => unknown) | { readonly [key: string]: AnyShape };

/** A copy of `value` with its keys in the shape's order; absent keys stay absent, keys the shape does not know are left out. */
export function project<T>(value: T, shape: Shape<T>): unknown {
  return apply(value, shape as AnyShape);
}

function apply(value: unknown, shape: AnyShape): unknown {
  if (shape === AS_IS || value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => apply(item, shape));
  if (typeof shape === 'function') return (shape as (value: unknown) => unknown)(value);
  const source = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(shape)) {
    if (source[key] !== undefined) copy[key] = apply(source[key], inner);
  }
  return copy;
}
