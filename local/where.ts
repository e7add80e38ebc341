/** Where the local stack stands when nobody says otherwise: the port AWS emulators use. */
export const LOCAL_PORT = 4566;
export const LOCAL_URL: string = `http://127.0.0.1:${LOCAL_PORT}`;
export const LOCAL_REGION = "us-east-1";
export const LOCAL_ACCOUNT = "000000000000";

/** Any credentials do: the door does not check signatures. */
export const LOCAL_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" } as const;
