//! The way of each line. Ranks are bands as high as their highest box or label; within a band a line
//! runs straight down, so that it bends only in the gaps, where there is nothing to cross. A gap is
//! as high as the lines that run along it need, each on a track of its own.

use std::collections::BTreeMap;

/// The room for an arrow between a box and the nearest track.
const ARROW: f64 = 13.0;
/// The distance between two tracks.
const TRACK: f64 = 7.0;
/// How far from the corner of a box a line may end.
const INSET: f64 = 16.0;
/// Two places nearer than this are one.
const NEAR: f64 = 0.05;

/// A rectangle by its centre.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Frame {
    pub(super) fn left(&self) -> f64 {
        self.x - self.width / 2.0
    }
    pub(super) fn right(&self) -> f64 {
        self.x + self.width / 2.0
    }
    pub(super) fn top(&self) -> f64 {
        self.y - self.height / 2.0
    }
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height / 2.0
    }
}

/// An end of a line: the node where it is laid out, and the box at whose border it is cut.
#[derive(Clone, Debug)]
pub(super) struct End {
    pub node: String,
    pub border: Option<String>,
    /// Whether it lies in the middle of the node's side.
    pub pinned: bool,
}

impl End {
    /// An end at a node.
    pub(super) fn at(node: String) -> Self {
        Self { node, border: None, pinned: false }
    }
}

/// A line as laid out: its inner points, one a rank.
pub(super) struct Raw {
    pub from: End,
    pub to: End,
    pub points: Vec<(f64, f64)>,
    pub label: Option<Frame>,
}

/// The points of a line.
pub(super) type Way = Vec<(f64, f64)>;

/// Heights times ten, so that they can be compared.
#[allow(clippy::cast_possible_truncation, reason = "a drawing is smaller than that")]
fn tenths(y: f64) -> i64 {
    (y * 10.0).round() as i64
}

/// Half the height of each rank, by where it lies.
struct Bands(BTreeMap<i64, f64>);

impl Bands {
    fn new(raws: &[Raw], frames: &BTreeMap<String, Frame>) -> Self {
        let mut bands = Self(BTreeMap::new());
        let labels = raws.iter().filter_map(|raw| raw.label.as_ref());
        for frame in frames.values().chain(labels) {
            let half = bands.0.entry(tenths(frame.y)).or_default();
            *half = half.max(frame.height / 2.0);
        }
        bands
    }
    fn half(&self, y: f64) -> f64 {
        let rank = tenths(y);
        self.0.range(rank - 1..=rank + 1).map(|(_, half)| *half).fold(0.0, f64::max)
    }
}

/// Makes room in the gaps for the lines that run along them: everything below moves down.
pub(super) fn make_room(
    raws: &mut [Raw],
    frames: &mut BTreeMap<String, Frame>,
    borders: &mut BTreeMap<String, Frame>,
) {
    let ways = ways(raws, frames);
    let mut shifts: Vec<(f64, f64)> = Vec::new();
    for (gap, (_, tracks)) in tracks(&ways) {
        let (top, bottom) = gap.bounds();
        let needed = 2.0 * ARROW + TRACK * (tracks - 1.0);
        if needed > bottom - top {
            shifts.push((f64::midpoint(top, bottom), needed - (bottom - top)));
        }
    }
    shifts.sort_by(|one, two| one.0.total_cmp(&two.0));
    let mut all = 0.0;
    for (_, by) in &mut shifts {
        all += *by;
        *by = all;
    }
    let moved = |y: f64| {
        let above = shifts.partition_point(|(from, _)| *from < y);
        y + above.checked_sub(1).and_then(|last| shifts.get(last)).map_or(0.0, |(_, by)| *by)
    };
    for frame in frames.values_mut().chain(raws.iter_mut().filter_map(|raw| raw.label.as_mut())) {
        frame.y = moved(frame.y);
    }
    for frame in borders.values_mut() {
        let (top, bottom) = (moved(frame.top()), moved(frame.bottom()));
        frame.y = f64::midpoint(top, bottom);
        frame.height = bottom - top;
    }
    for point in raws.iter_mut().flat_map(|raw| &mut raw.points) {
        point.1 = moved(point.1);
    }
}

/// The points of all lines, from which every piece runs along or down.
pub(super) fn routes(
    raws: &[Raw],
    frames: &BTreeMap<String, Frame>,
    borders: &BTreeMap<String, Frame>,
) -> Vec<Way> {
    let ways = ways(raws, frames);
    let mut heights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (gap, (pieces, count)) in tracks(&ways) {
        let (top, bottom) = gap.bounds();
        let step = (bottom - top - 2.0 * ARROW).max(0.0) / (count - 1.0).max(1.0);
        for (piece, track) in pieces {
            let alone = count < 1.5;
            let y = if alone { f64::midpoint(top, bottom) } else { top + ARROW + step * track };
            heights.insert(piece, y);
        }
    }
    let drawn = ways.iter().zip(raws).enumerate().map(|(line, (way, raw))| {
        let mut points = Vec::with_capacity(way.len() * 2);
        for (place, &point) in way.iter().enumerate() {
            points.push(point);
            if let (Some(&y), Some(next)) = (heights.get(&(line, place)), way.get(place + 1)) {
                points.extend([(point.0, y), (next.0, y)]);
            }
        }
        if let Some(frame) = raw.from.border.as_ref().and_then(|name| borders.get(name)) {
            cut(&mut points, frame, raw.label.as_ref());
        }
        if let Some(frame) = raw.to.border.as_ref().and_then(|name| borders.get(name)) {
            points.reverse();
            cut(&mut points, frame, raw.label.as_ref());
            points.reverse();
        }
        points
    });
    drawn.collect()
}

/// The room between two ranks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Gap(i64, i64);

impl Gap {
    #[allow(clippy::cast_precision_loss, reason = "a drawing is smaller than that")]
    fn bounds(self) -> (f64, f64) {
        (self.0 as f64 / 10.0, self.1 as f64 / 10.0)
    }
}

/// The piece of a line behind its point of that number.
type Piece = (usize, usize);

/// The tracks of the pieces that run along each gap, from the top, and how many tracks there are.
fn tracks(ways: &[Way]) -> BTreeMap<Gap, (Vec<(Piece, f64)>, f64)> {
    let mut gaps: BTreeMap<Gap, Vec<(f64, f64, Piece)>> = BTreeMap::new();
    for (line, way) in ways.iter().enumerate() {
        for (place, pair) in way.windows(2).enumerate() {
            let [one, two] = pair else { continue };
            if (one.0 - two.0).abs() < NEAR {
                continue;
            }
            let (upper, lower) = if one.1 < two.1 { (one, two) } else { (two, one) };
            let gap = Gap(tenths(upper.1), tenths(lower.1));
            gaps.entry(gap).or_default().push((upper.0, lower.0, (line, place)));
        }
    }
    gaps.into_iter().map(|(gap, pieces)| (gap, laid(pieces))).collect()
}

/// Of the pieces that lead to one side, the outermost runs on top: so they do not cross each other.
fn laid(mut pieces: Vec<(f64, f64, Piece)>) -> (Vec<(Piece, f64)>, f64) {
    let key = |&(upper, lower, _): &(f64, f64, Piece)| if lower > upper { -upper } else { upper };
    pieces.sort_by(|one, two| key(one).total_cmp(&key(two)).then(one.2.cmp(&two.2)));
    let mut placed: Vec<((f64, f64, Piece), u32)> = Vec::new();
    for piece in pieces {
        let (left, right) = (piece.0.min(piece.1) - 4.0, piece.0.max(piece.1) + 4.0);
        let beside = placed
            .iter()
            .filter(|((upper, lower, _), _)| upper.min(*lower) < right && upper.max(*lower) > left);
        let rightwards = piece.1 > piece.0;
        let mut track = 0;
        let mut taken = Vec::new();
        for ((upper, lower, _), at) in beside {
            if (lower > upper) == rightwards {
                track = track.max(at + 1);
            } else {
                taken.push(*at);
            }
        }
        while taken.contains(&track) {
            track += 1;
        }
        placed.push((piece, track));
    }
    let count = placed.iter().map(|(_, track)| track + 1).max().unwrap_or(0);
    let tracks = placed.iter().map(|(piece, track)| (piece.2, f64::from(*track)));
    (tracks.collect(), f64::from(count))
}

/// The points between which lines run straight down or across a gap.
fn ways(raws: &[Raw], frames: &BTreeMap<String, Frame>) -> Vec<Way> {
    let bands = Bands::new(raws, frames);
    let ports = ports(raws, frames);
    let way = |(index, raw): (usize, &Raw)| {
        let port = |end| ports.get(&(index, end)).copied();
        let ends = (port(0)?, port(1)?, frames.get(&raw.from.node)?, frames.get(&raw.to.node)?);
        let (start, stop, from, to) = ends;
        let down = raw.points.first().map_or(to.y, |point| point.1) > from.y;
        let sign = if down { 1.0 } else { -1.0 };
        let mut points = vec![
            (start, from.y + sign * from.height / 2.0),
            (start, from.y + sign * bands.half(from.y)),
        ];
        for &(x, y) in &raw.points {
            let half = bands.half(y);
            points.extend([(x, y - sign * half), (x, y + sign * half)]);
        }
        points.push((stop, to.y - sign * bands.half(to.y)));
        points.push((stop, to.y - sign * to.height / 2.0));
        Some(points)
    };
    raws.iter().enumerate().map(|raw| way(raw).unwrap_or_default()).collect()
}

/// Where a line goes on, its number, and which of its ends this is.
type Port = (f64, usize, u8);

/// Where each line leaves and enters its boxes, spread over their sides: by line and end.
fn ports(raws: &[Raw], frames: &BTreeMap<String, Frame>) -> BTreeMap<(usize, u8), f64> {
    let mut found = BTreeMap::new();
    let mut sides: BTreeMap<(&str, bool), Vec<Port>> = BTreeMap::new();
    for (index, raw) in raws.iter().enumerate() {
        let ends =
            [(&raw.from, &raw.to, raw.points.first()), (&raw.to, &raw.from, raw.points.last())];
        for (end, (at, other, next)) in (0_u8..).zip(ends) {
            let Some(frame) = frames.get(&at.node) else { continue };
            if at.pinned {
                found.insert((index, end), frame.x);
                continue;
            }
            let other = frames.get(&other.node).unwrap_or(frame);
            let (x, y) = next.copied().unwrap_or((other.x, other.y));
            sides.entry((at.node.as_str(), y > frame.y)).or_default().push((x, index, end));
        }
    }
    for ((name, _), mut lines) in sides {
        let Some(frame) = frames.get(name) else { continue };
        lines.sort_by(|one, two| one.0.total_cmp(&two.0).then(one.1.cmp(&two.1)));
        let inset = INSET.min(frame.width / 2.0);
        let (left, right) = (frame.left() + inset, frame.right() - inset);
        let count = f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX));
        let step = (right - left).max(0.0) / count;
        for (place, (x, index, end)) in (0_u32..).zip(lines) {
            // Each has a stretch of the side of its own and goes as straight as that allows.
            let from = left + step * f64::from(place) + step * 0.15;
            found.insert((index, end), x.clamp(from, from + step * 0.7));
        }
    }
    found
}

/// Takes away what lies inside of a box at the beginning of a line, unless its label lies there: then
/// the line is seen to begin in the box. A line that runs along beside the box leaves it sideways.
fn cut(points: &mut Way, frame: &Frame, label: Option<&Frame>) {
    let inside = |&(x, y): &(f64, f64)| {
        x > frame.left() + NEAR
            && x < frame.right() - NEAR
            && y > frame.top() + NEAR
            && y < frame.bottom() - NEAR
    };
    let Some(outside) = points.iter().position(|point| !inside(point)) else { return };
    let before = outside.checked_sub(1).and_then(|at| points.get(at)).copied();
    let (Some(&first), Some(before)) = (points.get(outside), before) else { return };
    let border = match (first.0 - before.0).abs() < NEAR {
        true => (before.0, if first.1 > before.1 { frame.bottom() } else { frame.top() }),
        false => (if first.0 > before.0 { frame.right() } else { frame.left() }, before.1),
    };
    if label.is_some_and(|label| inside(&(label.x, label.y))) {
        return;
    }
    points.drain(..outside);
    points.insert(0, border);
}
