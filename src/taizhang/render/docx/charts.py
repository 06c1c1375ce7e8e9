"""A chart part in DrawingML: drawn by Word, WPS and LibreOffice themselves, in black and grey."""

from __future__ import annotations

from taizhang.compiler.document import Chart
from taizhang.render.chart_plan import scale as chart_scale
from taizhang.render.docx.markup import FANG, LATIN, XML_HEAD, R, escape

_TEXT = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="000000"/>'
    f'</a:solidFill><a:latin typeface="{LATIN}"/><a:ea typeface="{FANG}"/></a:defRPr></a:pPr>'
    '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)
_AXIS_LINE = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr>'
_GRID_LINE = '<c:majorGridlines><c:spPr><a:ln w="3175"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
_BAR_FILL = '<c:spPr><a:solidFill><a:srgbClr val="595959"/></a:solidFill></c:spPr>'
_LINE_FILL = (
    '<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:ln></c:spPr>'
    '<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr><a:solidFill><a:srgbClr val="404040"/></a:solidFill>'
    "</c:spPr></c:marker>"
)


def chart_xml(chart: Chart) -> str:
    """Return the chart part. Missing values are gaps, never 0; the unit stands in the series' name."""
    bars = chart.kind == "bar"
    series = (
        '<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>'
        + escape(chart.unit or chart.caption)
        + "</c:v></c:tx>"
        + (_BAR_FILL + '<c:invertIfNegative val="0"/>' if bars else _LINE_FILL)
        + f'<c:dLbls>{_TEXT}{"" if bars else _POSITION_ABOVE}<c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        + _literals(chart)
        + ("" if bars else '<c:smooth val="0"/>')
        + "</c:ser>"
    )
    plot = (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        '<c:gapWidth val="80"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        if bars
        else f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
    )
    return (
        f'{XML_HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{R}"><c:roundedCorners val="0"/>'
        f'<c:chart>{_unit_title(chart.unit)}<c:autoTitleDeleted val="{0 if chart.unit else 1}"/><c:plotArea><c:layout/>'
        f'{plot}{_axes(chart)}</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>"
    )


_POSITION_ABOVE = '<c:dLblPos val="t"/>'


def _unit_title(unit: str) -> str:
    if not unit:
        return ""
    return (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900" b="0"/></a:pPr><a:r>'
        f'<a:rPr lang="zh-CN" sz="900" b="0"><a:latin typeface="{LATIN}"/><a:ea typeface="{FANG}"/></a:rPr>'
        f"<a:t>单位：{escape(unit)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.01"/><c:y val="0.01"/>'
        '</c:manualLayout></c:layout><c:overlay val="0"/></c:title>'
    )


def _literals(chart: Chart) -> str:
    count = len(chart.labels)
    labels = "".join(
        f'<c:pt idx="{i}"><c:v>{escape(label)}</c:v></c:pt>' for i, label in enumerate(chart.labels)
    )
    values = "".join(
        f'<c:pt idx="{i}"><c:v>{escape(value)}</c:v></c:pt>'
        for i, value in enumerate(chart.values)
        if value is not None
    )
    return (
        f'<c:cat><c:strLit><c:ptCount val="{count}"/>{labels}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>{values}</c:numLit></c:val>'
    )


def _axes(chart: Chart) -> str:
    """Return the axes, scaled as the PDF scales them."""
    low, high, step = (f"{value.normalize():f}" for value in chart_scale(chart))
    orientation = '<c:orientation val="minMax"/>'
    ends = f'<c:max val="{high}"/><c:min val="{low}"/>'
    marks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling>{orientation}</c:scaling><c:delete val="0"/><c:axPos val="b"/>{marks}'
        f'<c:tickLblPos val="low"/>{_AXIS_LINE}{_TEXT}<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling>{orientation}{ends}</c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f'{_GRID_LINE}<c:numFmt formatCode="General" sourceLinked="0"/>{marks}<c:tickLblPos val="nextTo"/>{_AXIS_LINE}'
        f'{_TEXT}<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{step}"/></c:valAx>'
    )
