// Mozilla's HTTP Observatory on one page of a site that it cannot reach by itself: `node grade.mjs FOLDER HOST PATH COOKIE`.
// FOLDER holds node_modules with @mdn/mdn-http-observatory. Its own scan takes neither a path nor a cookie; the tests and
// the grades are its own.
import { pathToFileURL } from "node:url";

const [folder, host, path, cookie] = process.argv.slice(2);
const from = (file) => import(pathToFileURL(`${folder}/node_modules/@mdn/mdn-http-observatory/src/${file}`));
const { Session } = await from("retriever/session.js");
const fromUrl = Session.fromUrl;
let at;
Session.fromUrl = async (url, options) => {
  const session = await fromUrl(new URL(path, url), { ...options, headers: [...options.headers, `Cookie: ${cookie || "none=1"}`] });
  at = session.redirectHistory.at(-1)?.url.pathname;
  return session;
};
const { scan } = await from("scanner/index.js");
const { scan: graded, tests } = await scan(host);
const missed = Object.values(tests).filter((test) => !test.pass).map((test) => test.result);
console.log(JSON.stringify({ grade: graded.grade, score: graded.score, status: graded.statusCode, at, missed }));
process.exit(0);
