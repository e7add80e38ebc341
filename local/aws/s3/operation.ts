/** A request, as far as it says which operation it asks for. */
interface Asked {
  readonly method: string;
  readonly url: URL;
  /** With an `x-amz-copy-source` header. */
  readonly copies: boolean;
}

interface Shape {
  readonly method: string;
  readonly on: "account" | "bucket" | "object";
  /** Query parameters that must be there, which tell it from others of the same method. */
  readonly required?: readonly string[];
  readonly allowed?: readonly string[];
}

/** What S3 of the local stack does; a parameter that no operation names is refused, never ignored. */
const SHAPES = {
  ListBuckets: { method: "GET", on: "account" },
  HeadBucket: { method: "HEAD", on: "bucket" },
  ListObjectsV2: {
    method: "GET",
    on: "bucket",
    required: ["list-type"],
    allowed: [
      "prefix",
      "delimiter",
      "max-keys",
      "start-after",
      "continuation-token",
      "encoding-type",
      "fetch-owner",
    ],
  },
  DeleteObjects: { method: "POST", on: "bucket", required: ["delete"] },
  PutObject: { method: "PUT", on: "object" },
  GetObject: { method: "GET", on: "object", allowed: ["partNumber"] },
  HeadObject: { method: "HEAD", on: "object" },
  DeleteObject: { method: "DELETE", on: "object" },
  CreateMultipartUpload: { method: "POST", on: "object", required: ["uploads"] },
  UploadPart: { method: "PUT", on: "object", required: ["uploadId", "partNumber"] },
  CompleteMultipartUpload: { method: "POST", on: "object", required: ["uploadId"] },
  AbortMultipartUpload: { method: "DELETE", on: "object", required: ["uploadId"] },
} as const satisfies Record<string, Shape>;

export type S3OperationName = keyof typeof SHAPES;

/** Every operation that there is, by AWS's name for it. */
export const S3_OPERATIONS: readonly S3OperationName[] = Object.keys(SHAPES) as S3OperationName[];

/** The operation that a path-style request asks for; undefined for one that is not there. */
export function s3Operation({ method, url, copies }: Asked): S3OperationName | undefined {
  if (copies) return undefined;
  const [, bucket, ...key] = url.pathname.split("/");
  const on = !bucket ? "account" : key.join("/") ? "object" : "bucket";
  const parameters = [...url.searchParams.keys()].filter((name) => !/^(x-id$|x-amz-)/i.test(name));
  return S3_OPERATIONS.find((name) => {
    const shape: Shape = SHAPES[name];
    const { required = [], allowed = [] } = shape;
    return (
      shape.method === method &&
      shape.on === on &&
      required.every((parameter) => parameters.includes(parameter)) &&
      parameters.every((parameter) => required.includes(parameter) || allowed.includes(parameter))
    );
  });
}
