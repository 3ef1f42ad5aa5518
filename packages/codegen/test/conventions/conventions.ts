import { cloudConventions } from "./cloud.ts";
import type { Convention } from "./convention.ts";
import { decoyConventions } from "./decoys.ts";
import { envelopeConventions } from "./envelopes.ts";
import { engineConventions } from "./engines.ts";
import { extensionConventions } from "./extended.ts";
import { frameworkConventions } from "./frameworks.ts";
import { habitConventions } from "./habits.ts";
import { hypermediaConventions } from "./hypermedia.ts";
import { libraryConventions } from "./libraries.ts";
import { microsoftConventions } from "./microsoft.ts";
import { productConventions } from "./products.ts";
import { serviceConventions } from "./services.ts";

/** Every convention that inference has to know though no document in the corpus may follow it. */
export const conventions: readonly Convention[] = [
  ...cloudConventions,
  ...microsoftConventions,
  ...hypermediaConventions,
  ...frameworkConventions,
  ...libraryConventions,
  ...engineConventions,
  ...habitConventions,
  ...envelopeConventions,
  ...extensionConventions,
  ...serviceConventions,
  ...productConventions,
  ...decoyConventions,
];
