import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectClient } from "@aws-sdk/client-connect";
import type { ConnectApi } from "../local/aws/connect/connect-api.ts";
import { answerError } from "../local/aws/door/answer.ts";
import { arrived, readBody } from "../local/aws/door/body.ts";
import { ServiceError } from "../local/aws/service.ts";

/** Connect's API by itself on a port of its own, and a client of the SDK for it. */
export async function openConnectEndpoint(api: ConnectApi): Promise<{
  readonly url: string;
  readonly client: ConnectClient;
  close(): void;
}> {
  const server = createServer(async (request, response) => {
    try {
      await api.handle(arrived(request, await readBody(request)), response);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      answerError(request, response, error);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new ConnectClient({
    endpoint: url,
    region: "ap-southeast-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  return {
    url,
    client,
    close: () => {
      client.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}
