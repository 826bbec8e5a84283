declare const unit: unique symbol;

/** A number that carries its unit in the type: `Unit<'B'>` cannot be passed where `Unit<'tok'>` is asked. Costs nothing at run time. */
export type Unit<U extends string> = number & { readonly [unit]: U };

/** Thrown by the exact constructors: NaN, infinite, negative or (for counted units) fractional values. */
class UnitError extends RangeError {
  override readonly name = 'UnitError';
}

/** Builds the exact constructor of a continuous unit: finite and not negative, else {@link UnitError}. */
export function quantity<U extends string>(symbol: U): (value: number) => Unit<U> {
  return (value) => {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new UnitError(`${value} is not a quantity in ${symbol}`);
    return value as Unit<U>;
  };
}

/** Builds the exact constructor of a counted unit: a safe integer, not negative, else {@link UnitError}. */
export function count<U extends string>(symbol: U): (value: number) => Unit<U> {
  return (value) => {
    if (!(Number.isSafeInteger(value) && value >= 0))
      throw new UnitError(`${value} is not a whole number of ${symbol}`);
    return value as Unit<U>;
  };
}
