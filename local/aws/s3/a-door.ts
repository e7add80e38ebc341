import { S3Client } from "@aws-sdk/client-s3";
import type { LocalClock } from "../../clock/clock.ts";
import { aDoor, type TestDoor } from "../door/a-door.ts";
import { LocalS3 } from "./s3.ts";

/** For tests: a door with S3 behind it, and a bucket `recordings`. */
export interface S3Door extends TestDoor {
  readonly s3: LocalS3;
  /** Makes so many attempts, path style by itself. */
  client(maxAttempts?: number): S3Client;
}

export async function anS3Door(clock: LocalClock): Promise<S3Door> {
  const s3 = await LocalS3.open(clock);
  s3.createBucket("recordings");
  const door = await aDoor(clock, { services: { s3: s3.handle } });
  const clients: S3Client[] = [];
  return {
    ...door,
    s3,
    client(maxAttempts = 1) {
      const client = new S3Client({ ...door.settings, maxAttempts });
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.destroy();
      await door.close();
      await s3.close();
    },
  };
}
