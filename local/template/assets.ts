import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./template-error.ts";

/** The CDK's asset manifest, `<Stack>.assets.json`, as far as files go. */
interface AssetManifest {
  readonly files?: Readonly<Record<string, FileAsset>>;
}

interface FileAsset {
  readonly source: { readonly path: string; readonly packaging: "file" | "zip" };
  readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
}

/**
 * Where the template's assets lie on this machine. The template names them as they will be called
 * in the deployment bucket; the manifest beside it says which file or directory becomes what.
 */
export class Assets {
  readonly #directory: string;
  readonly #byKey = new Map<string, FileAsset["source"]>();

  /** @param directory the cloud assembly (`cdk.out`) */
  constructor(directory: string, manifest: AssetManifest) {
    this.#directory = directory;
    for (const { source, destinations } of Object.values(manifest.files ?? {})) {
      for (const { objectKey } of Object.values(destinations)) this.#byKey.set(objectKey, source);
    }
  }

  /** The directory that is packed into this object. */
  directory(objectKey: string, place: Place): string {
    return this.#path(objectKey, "zip", place);
  }

  /** The text of the file that becomes this object. */
  text(objectKey: string, place: Place): string {
    const path = this.#path(objectKey, "file", place);
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      throw place.error(`cannot read its asset (${(error as Error).message}). Run npm run synth.`);
    }
  }

  #path(objectKey: string, packaging: "file" | "zip", place: Place): string {
    const source = this.#byKey.get(objectKey);
    if (source?.packaging !== packaging) {
      const what = packaging === "zip" ? "directory" : "file";
      throw place.error(
        `no ${what} of the asset manifest becomes ${objectKey}. Run npm run synth.`,
      );
    }
    return join(this.#directory, source.path);
  }
}
