/** How a vendor takes idempotency keys. */
export interface IdempotencyOptions {
  /** Header name, such as `Idempotency-Key`. */
  readonly header: string;
  /** `string`: a quoted structured field, as the IETF draft 07 has it; `plain`: as it is. Default `plain`. */
  readonly format?: "plain" | "string" | undefined;
}
