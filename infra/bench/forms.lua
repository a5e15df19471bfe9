-- wrk: each request posts the form of another resident. Lines of the file: session, slot, key.
local lines, at, path, token = {}, 0, nil, nil

function init(args)
  path, token = args[2], args[3]
  for line in io.lines(args[1]) do lines[#lines + 1] = line end
end

function request()
  at = at % #lines + 1
  local session, slot, key = lines[at]:match("(%S+) (%S+) (%S+)")
  return wrk.format("POST", path, {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Cookie"] = "draft=" .. session .. "; form=" .. token,
  }, "_csrf_token=" .. token .. "&slot=" .. slot .. "&key=" .. key)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"seconds":%f,"p99":%f,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(99) / 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
