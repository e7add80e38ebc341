/** The attributes of a contact record have room for 32 KB (administrator guide, feature limits). */
const MOST_BYTES = 32 * 1024;

/** Why Connect would not take these attributes; undefined where it would. */
export function attributeProblem(attributes: Readonly<Record<string, string>>): string | undefined {
  const bad = Object.keys(attributes).find((name) => name === "" || /[$.]/.test(name));
  if (bad !== undefined) return "an attribute's name is not empty and has no $ and no dot";
  const bytes = Buffer.byteLength(JSON.stringify(attributes), "utf8");
  return bytes > MOST_BYTES ? `the attributes have ${bytes} bytes, more than 32 KB` : undefined;
}
