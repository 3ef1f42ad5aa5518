/** What was asked for, taken apart. */
export interface Arguments {
  readonly document: string;
  readonly out: string | undefined;
  readonly name: string | undefined;
  readonly port: string | undefined;
  readonly config: string | undefined;
  readonly json: boolean;
  readonly check: boolean;
  readonly corpus: boolean;
}
