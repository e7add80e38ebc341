import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { NOBODY_WAITS } from "../aws/client-limits.ts";
import { clock } from "../aws/clock.ts";
import { readEnvironment } from "../aws/environment.ts";
import { outcomesOf } from "../aws/outcomes.ts";
import { tokenSecret } from "../aws/secret.ts";
import { exportApiUrl } from "./export-api-url.ts";
import type { ExportRoom } from "./export-functions.ts";
import { httpExportPlatform } from "./http-export-platform.ts";
import { platformVariables } from "./settings.ts";

/**
 * What the three functions that ask the platform stand on, from their one environment.
 * @throws ConfigurationError naming the variable
 */
export function openExportRoom(): ExportRoom {
  const environment = readEnvironment(platformVariables);
  const secrets = new SecretsManagerClient({ region: environment.AWS_REGION, ...NOBODY_WAITS });
  return {
    platform: httpExportPlatform({
      apiUrl: exportApiUrl(environment.EXPORT_API_URL),
      token: tokenSecret(secrets, environment.EXPORT_API_TOKEN_SECRET_ARN),
      clock,
    }),
    outcomes: outcomesOf("reconciliation"),
  };
}
