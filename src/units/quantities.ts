import { count, quantity, type Unit } from './unit.ts';

export type Bytes = Unit<'B'>;
export type Tokens = Unit<'tok'>;
export type Parameters = Unit<'param'>;
export type BytesPerSecond = Unit<'B/s'>;
/** Operations per second of one numeric type, dense (no sparsity). */
export type OperationsPerSecond = Unit<'op/s'>;
export type TokensPerSecond = Unit<'tok/s'>;
export type Seconds = Unit<'s'>;
/** A share in 0..1 or a dimensionless factor. */
export type Ratio = Unit<'1'>;

export const bytes: (value: number) => Bytes = count('B');
export const tokens: (value: number) => Tokens = count('tok');
export const parameters: (value: number) => Parameters = count('param');
export const bytesPerSecond: (value: number) => BytesPerSecond = quantity('B/s');
export const operationsPerSecond: (value: number) => OperationsPerSecond = quantity('op/s');
export const tokensPerSecond: (value: number) => TokensPerSecond = quantity('tok/s');
export const seconds: (value: number) => Seconds = quantity('s');
export const ratio: (value: number) => Ratio = quantity('1');

export const KIB = 1024;
export const MIB: number = 1024 ** 2;
export const GIB: number = 1024 ** 3;
export const GB = 1e9;

/** `gib(24)` = 24 × 2^30 bytes, rounded to a whole byte. */
export const gib = (value: number): Bytes => bytes(Math.round(value * GIB));
export const mib = (value: number): Bytes => bytes(Math.round(value * MIB));
