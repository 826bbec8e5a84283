/** One tensor as llama.cpp names and shapes it; its layer's number stands before the name in a file. */
export interface Tensor {
  readonly name: string;
  /** Elements of one row (`ne[0]`): what a block type must divide. */
  readonly rowLength: number;
  /** Rows of the whole tensor, over all experts or heads of a stacked one. */
  readonly rows: number;
  /** `matrix`: quantizable; `full`: kept at 32 bits in GGUF, 16 elsewhere (norms, biases, routers, convolutions). */
  readonly storage: 'matrix' | 'full';
  /** Routed experts, the part that `--n-cpu-moe` keeps in RAM. */
  readonly expert: boolean;
  /** Stacked in a third dimension. */
  readonly stacked: boolean;
}

export const matrix = (name: string, rowLength: number, rows: number): Tensor => ({
  name,
  rowLength,
  rows,
  storage: 'matrix',
  expert: false,
  stacked: false,
});

export const full = (name: string, rowLength: number, rows = 1): Tensor => ({
  name,
  rowLength,
  rows,
  storage: 'full',
  expert: false,
  stacked: false,
});
