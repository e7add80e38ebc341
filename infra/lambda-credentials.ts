import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Stands in for `@aws-sdk/credential-provider-node` in Lambda bundles. There the credentials are
 * always in the environment; the SDK's chain would bring sign-in clients for laptops and single
 * sign-on along, a fifth of the bundle, loaded at every cold start. See docs/decisions/0003.
 */
export const defaultProvider: () => ReturnType<typeof fromEnv> = () => fromEnv();
