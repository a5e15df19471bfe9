-- nobody is called who is called already, or has left
SELECT visit, place AS position, station, before FROM turns WHERE topic = 'visit.called'
  AND before IN ('visit.called', 'visit.finished', 'visit.no-show', 'visit.broken-off',
    'visit.end-undone')
