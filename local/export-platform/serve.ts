import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, type Ending, sendJson, throttled } from "./answer.ts";
import { authorize, type Origin } from "./authorize.ts";
import { readCreateRequest } from "./create-request.ts";
import { type Pause, sendArchive } from "./download.ts";
import type { DownloadFault } from "./fate.ts";
import { answerAsAsked, lose, refuseAsAsked } from "./inflict.ts";
import type { Job } from "./job.ts";
import type { PlatformState } from "./platform-state.ts";
import { Refusal } from "./refusal.ts";
import { filePath, type Route, routeOf } from "./route.ts";
import type { Course } from "./script.ts";

/** Serves one request, and counts how it ended. */
export async function serve(
  state: PlatformState,
  origin: Origin,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Ending> {
  response.setHeader("Date", new Date(state.clock.now()).toUTCString());
  const url = new URL(request.url ?? "/", "http://platform");
  const route = routeOf(request.method, url.pathname);
  try {
    const ending = await dispatch(state, origin, route, url, request, response);
    state.counts.add(route?.kind ?? "other", response.writableEnded ? response.statusCode : "lost");
    return ending;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    state.counts.add(route?.kind ?? "other", error.status);
    const { status, error: word, message, headers } = error;
    return sendJson(response, status, { error: word, message }, headers);
  }
}

function dispatch(
  state: PlatformState,
  origin: Origin,
  route: Route | undefined,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Ending | Promise<Ending> {
  const now = state.clock.now();
  if (now < state.outage.until) {
    throw new Refusal(state.outage.status, "Outage", "the platform is down, as asked of it");
  }
  authorize(state, origin, { route, url, authorization: request.headers.authorization });
  if (route === undefined) throw new Refusal(404, "NotFound", "there is nothing here");
  if (route.kind === "download") return download(state, origin, route, url, response);
  const wait = state.rateLimit.take();
  if (wait > 0) {
    throw throttled(state.retryAfter === "date" ? { dateInSeconds: wait } : wait, now);
  }
  if (route.kind === "createJob") return createJob(state, request, response);
  return askOfJob(state, route, response);
}

async function createJob(
  state: PlatformState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Ending> {
  const { key, job: asked } = await readCreateRequest(request);
  const course = state.script.course(asked.callId);
  const fault = course.strike("createJob");
  refuseAsAsked(fault, state.clock.now());
  const { job, isNew } = state.jobs.create(key, asked);
  // A fate of the job's own counts from here on.
  const { fate } = state.script.course(asked.callId, job.id);
  const answer = { status: isNew ? 201 : 200, body: job.created(fate) };
  return answerAsAsked(fault, answer, response);
}

function askOfJob(
  state: PlatformState,
  { kind, jobId }: Extract<Route, { readonly kind: "jobStatus" | "metadata" }>,
  response: ServerResponse,
): Ending {
  const job = state.jobs.find(jobId);
  const course = state.script.course(job.request.callId, jobId);
  const fault = course.strike(kind);
  refuseAsAsked(fault, state.clock.now());
  const answer = kind === "jobStatus" ? status(state, job, course) : metadata(state, job, course);
  return answerAsAsked(fault, answer, response);
}

function status(state: PlatformState, job: Job, { fate }: Course): Answer {
  const url =
    fate.downloadFrom === "api"
      ? `${state.origins.api}${filePath(job.id)}`
      : `${state.origins.files}${filePath(job.id)}?signature=${state.signature(job.id)}`;
  return { status: 200, body: job.status(fate, state.clock.now(), url) };
}

function metadata(state: PlatformState, job: Job, { fate }: Course): Answer {
  if (!job.completed(fate, state.clock.now())) throw notReady(job);
  return { status: 200, body: job.metadata(fate) };
}

function download(
  state: PlatformState,
  origin: Origin,
  { jobId, moved }: Extract<Route, { readonly kind: "download" }>,
  url: URL,
  response: ServerResponse,
): Ending | Promise<Ending> {
  const job = state.jobs.find(jobId);
  const course = state.script.course(job.request.callId, jobId);
  const { fate } = course;
  if (fate.downloadFrom !== origin || !job.completed(fate, state.clock.now())) throw notReady(job);
  const fault = moved ? undefined : course.strike("download");
  refuseAsAsked(fault, state.clock.now());
  if (fault?.kind === "lost-answer") return lose(fault, response);
  if (fault?.kind === "redirect") {
    const headers = { Location: redirection(fault, jobId, url) };
    return sendJson(response, 302, {}, headers);
  }
  const pause: Pause = (wait) => state.pausing(job.request.callId, wait);
  return sendArchive(state.clock, response, job.archive(fate), fault, pause);
}

function redirection(
  { to }: Extract<DownloadFault, { readonly kind: "redirect" }>,
  jobId: string,
  asked: URL,
): string {
  if (to instanceof URL) return to.href;
  return `${filePath(jobId, to === "within")}${asked.search}`;
}

function notReady({ id }: Job): Refusal {
  return new Refusal(404, "NotReady", `export job ${id} has nothing to fetch`);
}
