"use strict";

// Asks the program, at the address of the page:
//   desk            the scenario and its levers
//   look            what is seen: pictures and sentences
//   scenario, csv   files of what is seen
//   open            another scenario, which is asked about from then on
const page = String(Math.random()).slice(2);
let desk = 0;
const ask = async (what, body) => {
  let response;
  try {
    response = await fetch(what, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ desk, page, ...body }),
    });
  } catch {
    throw new Error("The program that computes this page does not answer. Is it still running?");
  }
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  if (what === "open") desk = JSON.parse(text).desk;
  return text;
};

