import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A host of archives that answers as a test likes, for what no honest platform would do. */
export class ArchiveHost {
  readonly #server: Server;
  #answer: RequestListener = (_, response) => response.writeHead(404).end();
  /** What was asked for: the path, and the authorization header or none. */
  asked: (readonly [path: string | undefined, authorization: string | undefined])[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<ArchiveHost> {
    const server = createServer();
    const host = new ArchiveHost(server);
    server.on("request", (request, response) => {
      host.asked.push([request.url, request.headers.authorization]);
      host.#answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return host;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on every request is answered so. */
  answer(listener: RequestListener): void {
    this.asked = [];
    this.#answer = listener;
  }

  /** From now on every request gets this archive. */
  serve(archive: Uint8Array, headers: Readonly<Record<string, string>> = {}): void {
    this.answer((_, response) => {
      response.writeHead(200, { "content-length": archive.length, ...headers }).end(archive);
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
