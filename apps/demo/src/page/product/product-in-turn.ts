import { type Integration, type Product, integrationOf } from "./product.ts";

/** The product that is in force, and what replaces it. */
export interface ProductInTurn {
  /** Rejects as the change does; the product then stays as it was. */
  readonly change: (id: string, make: Change) => Promise<void>;
}

/** Makes a product of the one that is in force, for one of its integrations. */
export type Change = (product: Product, integration: Integration) => Promise<Product>;

/** Changes the product one change after the other, also where another tab tells of one meanwhile: each starts with what the one before it left. */
export function productInTurn(opened: Product, changed: (product: Product) => void): ProductInTurn {
  let latest = Promise.resolve(opened);
  return {
    change: async (id, make) => {
      const before = latest;
      const made = before.then(async (product) => {
        const integration = integrationOf(product, id);
        if (integration === undefined) return product;
        const after = await make(product, integration);
        changed(after);
        return after;
      });
      latest = made.catch(() => before);
      await made;
    },
  };
}
