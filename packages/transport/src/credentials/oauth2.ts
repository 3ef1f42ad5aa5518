export { oauth2 } from "./oauth2/oauth2-credential.ts";
export type { OAuth2Options } from "./oauth2/oauth2-credential.ts";
export { beginAuthorization, completeAuthorization } from "./oauth2/authorization.ts";
export type { AuthorizationCallback, AuthorizationRequest, PendingAuthorization } from "./oauth2/authorization.ts";
export { memoryTokenStore } from "./oauth2/memory-token-store.ts";
export { platformLock } from "./oauth2/platform-lock.ts";
export { renewalDefaults } from "./oauth2/token-keeper.ts";
export type { RenewalOptions } from "./oauth2/token-keeper.ts";
export type { OAuth2Client } from "./oauth2/token-endpoint.ts";
